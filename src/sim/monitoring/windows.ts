/** From single requests to numbers per second: what a window keeps of them, and what it hides. */
import { countUpTo } from '../count-up-to.ts';

/** How many of `times` (µs, in order) fall into each of `count` windows of `windowUs` that follow one another from `startUs` on. */
export function countPerWindow(
  times: readonly number[],
  startUs: number,
  windowUs: number,
  count: number,
): number[] {
  const counts = Array.from({ length: count }, () => 0);
  for (const tUs of times) {
    const window = Math.floor((tUs - startUs) / windowUs);
    if (window >= 0 && window < count) counts[window] = (counts[window] ?? 0) + 1;
  }
  return counts;
}

/** The mean of each `size` of `perSecond` that follow one another; a rest that is shorter has none. */
export function averages(perSecond: readonly number[], size: number): number[] {
  return Array.from({ length: Math.floor(perSecond.length / size) }, (_, window) => {
    const part = perSecond.slice(window * size, (window + 1) * size);
    return part.reduce((sum, each) => sum + each, 0) / size;
  });
}

/** Per second, over the window that ends at `tUs`. */
export function trailingRate(times: readonly number[], tUs: number, windowUs: number): number {
  const until = upTo(times, tUs);
  return ((until - upTo(times, tUs - windowUs)) * 1_000_000) / windowUs;
}

/** For each of `times` the largest number of them in any window that has ended by then, per second. */
export function largestRates(times: readonly number[], windowUs: number): number[] {
  let largest = 0;
  return times.map((tUs, index) => {
    largest = Math.max(largest, index + 1 - upTo(times, tUs - windowUs));
    return (largest * 1_000_000) / windowUs;
  });
}

/** The largest number of `times` in any window of `windowUs`, wherever it begins, per second. */
export const largestRate = (times: readonly number[], windowUs: number): number =>
  largestRates(times, windowUs).at(-1) ?? 0;

/** How many of `times`, which are in order, are not after `tUs`. */
export const upTo = (times: readonly number[], tUs: number): number =>
  countUpTo(times.length, (index) => times[index] ?? 0, tUs);
