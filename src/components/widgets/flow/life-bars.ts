/** Where the bars of a request's life, and the ticks over them, are: shares of its length, from 0 to 1. */
import type { Step } from '#sim/request-life.ts';

export interface Bar {
  readonly start: number;
  readonly length: number;
}

export function barsOf(steps: readonly Step[]): Bar[] {
  const { startUs, lengthUs } = spanOf(steps);
  return steps.map(({ fromUs, toUs }) => ({
    start: (fromUs - startUs) / lengthUs,
    length: (toUs - fromUs) / lengthUs,
  }));
}

/** The moment as a share of the life; below 0 before it, above 1 after it. */
export function shareOf(steps: readonly Step[], tUs: number): number {
  const { startUs, lengthUs } = spanOf(steps);
  return (tUs - startUs) / lengthUs;
}

/** The step at a moment: the last one that has begun; -1 before the first and from the end of the last one on. */
export function stepAt(steps: readonly Step[], tUs: number): number {
  const end = steps.at(-1)?.toUs ?? 0;
  return tUs >= end ? -1 : steps.findLastIndex(({ fromUs }) => fromUs <= tUs);
}

export interface Tick {
  readonly share: number;
  /** Since the request set out. */
  readonly ms: number;
}

/** Ticks at round times, at most `most` besides the one at 0. */
export function ticksOf(steps: readonly Step[], most: number): Tick[] {
  const { lengthUs } = spanOf(steps);
  const lengthMs = lengthUs / 1000;
  let stepMs = 1;
  for (let factor = 0; lengthMs / stepMs > most; factor++) stepMs *= factor % 3 === 1 ? 2.5 : 2;
  const count = Math.floor(lengthMs / stepMs);
  return Array.from({ length: count + 1 }, (_, index) => ({
    share: (index * stepMs) / lengthMs,
    ms: index * stepMs,
  }));
}

function spanOf(steps: readonly Step[]) {
  const startUs = steps[0]?.fromUs ?? 0;
  // A request that takes no time at all fills its axis.
  const lengthUs = Math.max((steps.at(-1)?.toUs ?? 0) - startUs, 1);
  return { startUs, lengthUs };
}
