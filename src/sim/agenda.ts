/**
 * The list of what is still to happen. Events come in order of time; those at the same time in the order in which they
 * were put on the list, so that no run depends on how a heap treats equals.
 */
export interface Agenda {
  /** The time of the event that is happening, in µs. */
  readonly nowUs: number;
  /** Puts `action` on the list `delayUs` (a whole number, 0 or more) after now. */
  after(delayUs: number, action: () => void): void;
  /**
   * The same for an action that takes two whole numbers of 32 bits: what happens often then needs no closure each time.
   */
  call(delayUs: number, action: (a: number, b: number) => void, a: number, b: number): void;
  /** Puts `action` on the list at `tUs`, now at the earliest. */
  at(tUs: number, action: () => void): void;
  /** Lets everything up to and including `untilUs` happen; the clock then stands at `untilUs`. */
  run(untilUs: number): void;
}

/** Without numbers where it was put on the list without. */
type Action = (a?: number, b?: number) => void;

const nothing = () => undefined;

/** The first number of an action that takes none. */
const none = -2_147_483_648;

/** Events in parallel arrays, which are faster than objects that come and go. */
interface Store {
  readonly actions: Action[];
  readonly firsts: Int32Array;
  readonly seconds: Int32Array;
}

/** A power of two, so that places in a ring wrap by a mask. */
const initialRoom = 256;

const emptyStore = (room: number): Store => ({
  actions: new Array<Action>(room).fill(nothing),
  firsts: new Int32Array(room),
  seconds: new Int32Array(room),
});

function put(
  { actions, firsts, seconds }: Store,
  place: number,
  action: Action,
  a: number,
  b: number,
) {
  actions[place] = action;
  firsts[place] = a;
  seconds[place] = b;
}

function move(from: Store, place: number, to: Store, goal: number) {
  put(
    to,
    goal,
    from.actions[place] as Action,
    from.firsts[place] as number,
    from.seconds[place] as number,
  );
}

/** Lets the event happen once it is no longer in the store. */
function happen(action: Action, a: number, b: number) {
  if (a === none) action();
  else action(a, b);
}

/** @param endUs What would come later is not put on the list: timeouts that are longer than the run would fill it. */
export function createAgenda(endUs = Infinity): Agenda {
  return new HeapAndRing(endUs);
}

/**
 * A binary heap, and a ring for what is due at once: whatever the heap holds for this moment was put there earlier, so it
 * comes before all of the ring. A class, since its fields are read twice as fast as the variables of a closure, and every
 * event comes through here.
 */
class HeapAndRing implements Agenda {
  nowUs = 0;
  readonly #endUs: number;

  #ring = emptyStore(initialRoom);
  #head = 0;
  #due = 0;

  #heap = emptyStore(initialRoom);
  #times = new Float64Array(initialRoom);
  #orders = new Float64Array(initialRoom);
  #size = 0;
  #order = 0;

  constructor(endUs: number) {
    this.#endUs = endUs;
  }

  at(tUs: number, action: () => void): void {
    this.#add(tUs, action, none, 0);
  }

  after(delayUs: number, action: () => void): void {
    this.#add(this.nowUs + delayUs, action, none, 0);
  }

  call(delayUs: number, action: (a: number, b: number) => void, a: number, b: number): void {
    this.#add(this.nowUs + delayUs, action as Action, a, b);
  }

  run(untilUs: number): void {
    while (this.nowUs <= untilUs) {
      const nextUs = this.#size > 0 ? (this.#times[0] as number) : Infinity;
      if (nextUs > this.nowUs && this.#due > 0) {
        this.#takeFromRing();
        continue;
      }
      if (nextUs > untilUs) break;
      this.nowUs = nextUs;
      this.#takeFromHeap();
    }
    this.nowUs = untilUs;
  }

  #add(tUs: number, action: Action, a: number, b: number) {
    if (tUs > this.#endUs) return;
    if (tUs > this.nowUs) this.#insert(tUs, action, a, b);
    else this.#push(action, a, b);
  }

  #push(action: Action, a: number, b: number) {
    const room = this.#ring.firsts.length;
    if (this.#due === room) {
      const larger = emptyStore(2 * room);
      for (let place = 0; place < room; place++) {
        move(this.#ring, (this.#head + place) & (room - 1), larger, place);
      }
      this.#ring = larger;
      this.#head = 0;
    }
    const mask = this.#ring.firsts.length - 1;
    put(this.#ring, (this.#head + this.#due) & mask, action, a, b);
    this.#due += 1;
  }

  #takeFromRing() {
    const { actions, firsts, seconds } = this.#ring;
    const place = this.#head;
    const action = actions[place] as Action;
    actions[place] = nothing;
    this.#head = (place + 1) & (firsts.length - 1);
    this.#due -= 1;
    happen(action, firsts[place] as number, seconds[place] as number);
  }

  #insert(tUs: number, action: Action, a: number, b: number) {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // A later entry never overtakes an equal one, so only a strictly smaller time moves up.
      if ((times[parent] as number) <= tUs) break;
      this.#shift(parent, hole);
      hole = parent;
    }
    times[hole] = tUs;
    this.#orders[hole] = this.#order++;
    put(this.#heap, hole, action, a, b);
  }

  #takeFromHeap() {
    const { actions, firsts, seconds } = this.#heap;
    const action = actions[0] as Action;
    const a = firsts[0] as number;
    const b = seconds[0] as number;
    this.#removeFirst();
    happen(action, a, b);
  }

  /** The last entry goes down from the place of the first. */
  #removeFirst() {
    const last = --this.#size;
    let hole = 0;
    for (let child = 1; child < last; child = 2 * hole + 1) {
      if (child + 1 < last && this.#isBefore(child + 1, child)) child += 1;
      if (!this.#isBefore(child, last)) break;
      this.#shift(child, hole);
      hole = child;
    }
    if (hole < last) this.#shift(last, hole);
    this.#heap.actions[last] = nothing;
  }

  #isBefore(one: number, other: number): boolean {
    const times = this.#times;
    const orders = this.#orders;
    return (
      (times[one] as number) < (times[other] as number) ||
      (times[one] === times[other] && (orders[one] as number) < (orders[other] as number))
    );
  }

  #shift(from: number, to: number) {
    this.#times[to] = this.#times[from] as number;
    this.#orders[to] = this.#orders[from] as number;
    move(this.#heap, from, this.#heap, to);
  }

  #grow() {
    const room = 2 * this.#size;
    const larger = emptyStore(room);
    for (let place = 0; place < this.#size; place++) move(this.#heap, place, larger, place);
    this.#heap = larger;
    this.#times = widened(this.#times, room);
    this.#orders = widened(this.#orders, room);
  }
}

function widened(numbers: Float64Array<ArrayBuffer>, room: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(room);
  wider.set(numbers);
  return wider;
}
