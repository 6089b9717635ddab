import { createQueue } from './queue.ts';

/**
 * The list of what is still to happen. Events come in order of time; those at the same time in the order in which they
 * were put on the list, so that no run depends on how a heap treats equals.
 */
export interface Agenda {
  /** The time of the event that is happening, in µs. */
  readonly nowUs: number;
  /** Puts `action` on the list `delayUs` (a whole number, 0 or more) after now. */
  after(delayUs: number, action: () => void): void;
  /** Puts `action` on the list at `tUs`, now at the earliest. */
  at(tUs: number, action: () => void): void;
  /** Lets everything up to and including `untilUs` happen; the clock then stands at `untilUs`. */
  run(untilUs: number): void;
}

const nothing = () => undefined;

/**
 * A binary heap in parallel arrays, and a queue for what is due at once: whatever the heap holds for this moment was put
 * there earlier, so it comes before all of the queue.
 * @param endUs What would come later is not put on the list: timeouts that are longer than the run would fill it.
 */
export function createAgenda(endUs = Infinity): Agenda {
  const atOnce = createQueue<() => void>();
  const times: number[] = [];
  const orders: number[] = [];
  const actions: (() => void)[] = [];
  let nowUs = 0;
  let order = 0;
  let size = 0;

  function at(tUs: number, action: () => void) {
    if (tUs > endUs) return;
    if (tUs <= nowUs) {
      atOnce.push(action);
      return;
    }
    const mine = order++;
    let hole = size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // A later entry never overtakes an equal one, so only a strictly smaller time moves up.
      if ((times[parent] as number) <= tUs) break;
      move(parent, hole);
      hole = parent;
    }
    put(hole, tUs, mine, action);
  }

  function take(): () => void {
    const first = actions[0] as () => void;
    size -= 1;
    const tUs = times[size] as number;
    const mine = orders[size] as number;
    const action = actions[size] as () => void;
    // The place stays, since arrays that shrink and grow are slow; what was there is let go.
    actions[size] = nothing;
    if (size > 0) sink(tUs, mine, action);
    return first;
  }

  function sink(tUs: number, mine: number, action: () => void) {
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
    put(hole, tUs, mine, action);
  }

  const before = (index: number, tUs: number, mine: number) =>
    (times[index] as number) < tUs ||
    ((times[index] as number) === tUs && (orders[index] as number) < mine);

  function move(from: number, to: number) {
    put(to, times[from] as number, orders[from] as number, actions[from] as () => void);
  }

  function put(index: number, tUs: number, mine: number, action: () => void) {
    times[index] = tUs;
    orders[index] = mine;
    actions[index] = action;
  }

  return {
    get nowUs() {
      return nowUs;
    },
    at,
    after: (delayUs, action) => {
      at(nowUs + delayUs, action);
    },
    run(untilUs) {
      while (nowUs <= untilUs) {
        const nextUs = size > 0 ? (times[0] as number) : Infinity;
        if (nextUs > nowUs && atOnce.length > 0) {
          (atOnce.shift() as () => void)();
          continue;
        }
        if (nextUs > untilUs) break;
        nowUs = nextUs;
        take()();
      }
      nowUs = untilUs;
    },
  };
}
