/**
 * How many of `count` things, which are in order of time, are not after `tUs`.
 * @param timeOf The time of each, in µs.
 */
export function countUpTo(count: number, timeOf: (index: number) => number, tUs: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(middle) <= tUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
