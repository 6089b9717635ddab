/** Times that can be compared on a machine that does other things, too: what is compared takes turns. */

/** Runs each of `works` `rounds` times in turn, once more to warm up; the milliseconds of each. */
export function takeTurns(
  works: readonly (() => unknown)[],
  rounds: number,
): readonly (readonly number[])[] {
  for (const work of works) work();
  const took: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round++) {
    works.forEach((work, place) => took[place]?.push(cpuMillisecondsOf(work)));
  }
  return took;
}

export function millisecondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * What the work costs on this thread, which other programs do not change as much as the time that passes. Known to a few
 * milliseconds only.
 */
export function cpuMillisecondsOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** The median over rounds of how many times as long `slow` took as `fast`. */
export function ratio(slow: readonly number[], fast: readonly number[]): number {
  return median(slow.map((took, round) => took / (fast[round] ?? NaN)));
}
