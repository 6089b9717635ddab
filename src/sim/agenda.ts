/**
 * The list of what is still to happen. Events come in order of time; those at the same time in the order in which they
 * were put on the list, so that no run depends on how a heap treats equals.
 */
export interface Agenda {
  /** The time of the event that is happening, in µs. */
  readonly nowUs: number;
  /** Puts `action` on the list `delayUs` (a whole number, 0 or more) after now. */
  after(delayUs: number, action: () => void): void;
  /** The same for an action that takes two numbers: what happens often then needs no closure each time. */
  call(delayUs: number, action: (a: number, b: number) => void, a: number, b: number): void;
  /** Puts `action` on the list at `tUs`, now at the earliest. */
  at(tUs: number, action: () => void): void;
  /** Lets everything up to and including `untilUs` happen; the clock then stands at `untilUs`. */
  run(untilUs: number): void;
}

/** An action and what it is called with. */
type Action = (a?: number, b?: number) => void;

const nothing = () => undefined;

/**
 * A binary heap, and a ring for what is due at once: whatever the heap holds for this moment was put there earlier, so it
 * comes before all of the ring. Both hold numbers of places, where the actions are and stay until they happen.
 * @param endUs What would come later is not put on the list: timeouts that are longer than the run would fill it.
 */
export function createAgenda(endUs = Infinity): Agenda {
  const actions: Action[] = [];
  const firsts: (number | undefined)[] = [];
  const seconds: (number | undefined)[] = [];
  const free: number[] = [];
  let freeCount = 0;

  const times: number[] = [];
  const orders: number[] = [];
  const places: number[] = [];
  let order = 0;
  let size = 0;

  let ring = new Int32Array(1024);
  let head = 0;
  let due = 0;

  function keep(action: Action, a?: number, b?: number): number {
    const place = freeCount > 0 ? (free[--freeCount] as number) : actions.length;
    actions[place] = action;
    firsts[place] = a;
    seconds[place] = b;
    return place;
  }

  function happen(place: number) {
    const action = actions[place] as Action;
    const a = firsts[place];
    const b = seconds[place];
    actions[place] = nothing;
    free[freeCount++] = place;
    action(a, b);
  }

  function add(tUs: number, action: Action, a?: number, b?: number) {
    if (tUs > endUs) return;
    const place = keep(action, a, b);
    if (tUs <= agenda.nowUs) push(place);
    else insert(tUs, place);
  }

  function push(place: number) {
    if (due === ring.length) {
      const larger = new Int32Array(2 * due);
      larger.set(ring.subarray(head));
      larger.set(ring.subarray(0, head), due - head);
      ring = larger;
      head = 0;
    }
    ring[(head + due) & (ring.length - 1)] = place;
    due += 1;
  }

  function shift(): number {
    const place = ring[head] as number;
    head = (head + 1) & (ring.length - 1);
    due -= 1;
    return place;
  }

  function insert(tUs: number, place: number) {
    let hole = size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // A later entry never overtakes an equal one, so only a strictly smaller time moves up.
      if ((times[parent] as number) <= tUs) break;
      move(parent, hole);
      hole = parent;
    }
    put(hole, tUs, order++, place);
  }

  function take(): number {
    const first = places[0] as number;
    size -= 1;
    if (size > 0) sink(times[size] as number, orders[size] as number, places[size] as number);
    return first;
  }

  function sink(tUs: number, mine: number, place: number) {
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && before(child + 1, times[child] as number, orders[child] as number)) {
        child += 1;
      }
      if (!before(child, tUs, mine)) break;
      move(child, hole);
      hole = child;
    }
    put(hole, tUs, mine, place);
  }

  const before = (index: number, tUs: number, mine: number) =>
    (times[index] as number) < tUs ||
    ((times[index] as number) === tUs && (orders[index] as number) < mine);

  function move(from: number, to: number) {
    put(to, times[from] as number, orders[from] as number, places[from] as number);
  }

  function put(index: number, tUs: number, mine: number, place: number) {
    times[index] = tUs;
    orders[index] = mine;
    places[index] = place;
  }

  // A plain property: the shape of an object with a getter is its own, and reading one of many shapes is slow.
  const agenda = {
    nowUs: 0,
    at(tUs: number, action: () => void) {
      add(tUs, action);
    },
    after(delayUs: number, action: () => void) {
      add(agenda.nowUs + delayUs, action);
    },
    call(delayUs: number, action: (a: number, b: number) => void, a: number, b: number) {
      add(agenda.nowUs + delayUs, action as Action, a, b);
    },
    run(untilUs: number) {
      while (agenda.nowUs <= untilUs) {
        const nextUs = size > 0 ? (times[0] as number) : Infinity;
        if (nextUs > agenda.nowUs && due > 0) {
          happen(shift());
          continue;
        }
        if (nextUs > untilUs) break;
        agenda.nowUs = nextUs;
        happen(take());
      }
      agenda.nowUs = untilUs;
    },
  };
  return agenda;
}
