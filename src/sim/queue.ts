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

  function grow() {
    const inOrder = [...ring.slice(head), ...ring.slice(0, head)];
    ring = inOrder.concat(new Array<undefined>(ring.length));
    head = 0;
  }

  // A plain property: the shape of an object with a getter is its own, and reading one of many shapes is slow.
  const queue = {
    length: 0,
    push(item: T) {
      if (queue.length === ring.length) grow();
      ring[(head + queue.length) & (ring.length - 1)] = item;
      queue.length += 1;
    },
    shift(): T | undefined {
      if (queue.length === 0) return undefined;
      const item = ring[head];
      ring[head] = undefined;
      head = (head + 1) & (ring.length - 1);
      queue.length -= 1;
      return item;
    },
    clear() {
      ring = new Array<T | undefined>(initialRoom);
      head = 0;
      queue.length = 0;
    },
  };
  return queue;
}
