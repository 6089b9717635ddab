/** Rates from samples of a counter. */

/** A counter, or a gauge, as it was at a moment. */
export interface Sample {
  readonly tUs: number;
  readonly value: number;
}

/** The samples from `windowUs` before `tUs` up to `tUs`, both included. They are in order of time. */
export function inWindow<T extends Pick<Sample, 'tUs'>>(
  samples: readonly T[],
  tUs: number,
  windowUs: number,
): readonly T[] {
  let end = samples.length;
  while (end > 0 && (samples[end - 1]?.tUs ?? 0) > tUs) end -= 1;
  let start = end;
  while (start > 0 && (samples[start - 1]?.tUs ?? 0) >= tUs - windowUs) start -= 1;
  return samples.slice(start, end);
}

/** How far the counter has gone from the first sample to the last. One that is lower than before began again at 0. */
export function increase(samples: readonly Sample[]): number {
  let sum = 0;
  let before = samples[0]?.value ?? 0;
  for (const { value } of samples) {
    sum += value < before ? value : value - before;
    before = value;
  }
  return sum;
}

/**
 * Per second between the first sample of the window and the last; `undefined` when it holds fewer than two.
 * @param slackUs How much older than the window the first may be: who samples is now and then a moment late.
 */
export function counterRate(
  samples: readonly Sample[],
  tUs: number,
  windowUs: number,
  slackUs = 0,
): number | undefined {
  const seen = inWindow(samples, tUs, windowUs + slackUs);
  const betweenUs = (seen.at(-1)?.tUs ?? 0) - (seen[0]?.tUs ?? 0);
  return betweenUs === 0 ? undefined : (increase(seen) * 1_000_000) / betweenUs;
}

/** A gap up to so many usual gaps between samples is taken for one that is filled. */
const filledGaps = 1.1;

/**
 * What Prometheus 2.42 gives for `rate(counter[window])` at `tUs`: the increase between the samples, carried on to the
 * window's ends where the first and the last sample are near them (by half a gap where they are not, and never to before
 * the counter was 0), divided by the window. Prometheus, promql/functions.go, `extrapolatedRate`.
 */
export function prometheusRate(
  samples: readonly Sample[],
  tUs: number,
  windowUs: number,
): number | undefined {
  const seen = inWindow(samples, tUs, windowUs);
  const first = seen[0];
  const last = seen.at(-1);
  if (!first || !last || seen.length < 2) return undefined;
  const grown = increase(seen);
  const sampledUs = last.tUs - first.tUs;
  const gapUs = sampledUs / (seen.length - 1);
  const toZeroUs = grown > 0 ? sampledUs * (first.value / grown) : Infinity;
  const toStartUs = Math.min(first.tUs - (tUs - windowUs), toZeroUs);
  const carried = (awayUs: number) => (awayUs < gapUs * filledGaps ? awayUs : gapUs / 2);
  const coveredUs = sampledUs + carried(toStartUs) + carried(tUs - last.tUs);
  return (grown * (coveredUs / sampledUs) * 1_000_000) / windowUs;
}
