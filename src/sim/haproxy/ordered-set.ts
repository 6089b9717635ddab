/** Items in order of a number; equal numbers in order of insertion, like HAProxy's ebtrees with duplicates. */
export interface OrderedSet<T> {
  first(): T | undefined;
  insert(item: T, key: number): void;
  remove(item: T): boolean;
  /** In order. */
  items(): readonly T[];
}

export function createOrderedSet<T>(): OrderedSet<T> {
  const entries: T[] = [];
  const keys: number[] = [];
  return {
    first: () => entries[0],
    insert(item, key) {
      let place = keys.length;
      while (place > 0 && (keys[place - 1] as number) > key) place -= 1;
      entries.splice(place, 0, item);
      keys.splice(place, 0, key);
    },
    remove(item) {
      const place = entries.indexOf(item);
      if (place < 0) return false;
      entries.splice(place, 1);
      keys.splice(place, 1);
      return true;
    },
    items: () => entries,
  };
}
