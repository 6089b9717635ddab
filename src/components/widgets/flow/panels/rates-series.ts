/** Requests per second through several windows, from the ends of requests as a log tells them. */
import { accessLines } from '#sim/monitoring/access-log.ts';
import { largestRates, trailingRate, upTo } from '#sim/monitoring/windows.ts';
import type { Run } from '#sim/run.ts';
import type { Trace } from '#sim/trace.ts';

/** Seconds. */
export const windows = [1, 10, 60] as const;

export const stepUs = 500_000;

export interface Rates {
  /** The ends of requests, in order. */
  readonly times: readonly number[];
  /** For each window the rate at each step from 0 on; nothing while the run is shorter than the window. */
  readonly lines: readonly (readonly (number | undefined)[])[];
  /** For each window the largest rate so far, at each of `times`. */
  readonly largest: readonly (readonly number[])[];
}

/** The component whose log is shown: the first through which all requests go and that writes one. */
export function loggingComponent({ components }: Run): number {
  const balancer = components.findIndex(({ kind }) => kind === 'load-balancer');
  return balancer < 0 ? components.findIndex(({ kind }) => kind === 'web') : balancer;
}

const known = new WeakMap<Trace, Rates>();

export function ratesOf(trace: Trace): Rates {
  const rates = known.get(trace) ?? compute(trace);
  known.set(trace, rates);
  return rates;
}

function compute(trace: Trace): Rates {
  const times = accessLines(trace, loggingComponent(trace.run)).map(({ endUs }) => endUs);
  const steps = Math.floor(trace.endUs / stepUs) + 1;
  const lines = windows.map((seconds) =>
    Array.from({ length: steps }, (_, step) => rateAt(times, step * stepUs, seconds)),
  );
  const largest = windows.map((seconds) => largestRates(times, seconds * 1_000_000));
  return { times, lines, largest };
}

/** Nothing while the run is shorter than the window. */
export function rateAt(times: readonly number[], tUs: number, seconds: number): number | undefined {
  const windowUs = seconds * 1_000_000;
  return tUs < windowUs ? undefined : trailingRate(times, tUs, windowUs);
}

/** The largest rate that each window has had by `tUs`. */
export function largestBy({ times, largest }: Rates, tUs: number): (number | undefined)[] {
  const ended = upTo(times, tUs);
  return windows.map((seconds, n) =>
    tUs < seconds * 1_000_000 ? undefined : (largest[n]?.[ended - 1] ?? 0),
  );
}
