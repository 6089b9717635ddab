/** First in, first out, in a ring that grows. */
export interface Queue<T> {
  readonly length: number;
  push(item: T): void;
  shift(): T | undefined;
  clear(): void;
}

/** A power of two, so that places wrap by a mask. */
const initialRoom = 16;

export function createQueue<T>(): Queue<T> {
  let ring = new Array<T | undefined>(initialRoom);
  let head = 0;
  let length = 0;

  function grow() {
    const inOrder = [...ring.slice(head), ...ring.slice(0, head)];
    ring = inOrder.concat(new Array<undefined>(ring.length));
    head = 0;
  }

  return {
    get length() {
      return length;
    },
    push(item) {
      if (length === ring.length) grow();
      ring[(head + length) & (ring.length - 1)] = item;
      length += 1;
    },
    shift() {
      if (length === 0) return undefined;
      const item = ring[head];
      ring[head] = undefined;
      head = (head + 1) & (ring.length - 1);
      length -= 1;
      return item;
    },
    clear() {
      ring = new Array<T | undefined>(initialRoom);
      head = 0;
      length = 0;
    },
  };
}
