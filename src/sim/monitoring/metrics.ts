/** What a monitor can say of a component, from what it has been sent. */
import { percentileOf } from '../metric.ts';
import type { MetricName } from './metric-names.ts';
import { inWindow, prometheusRate, type Sample } from './rate.ts';
import type { LoggedRequest, Reading } from './reading.ts';

/** What a monitor keeps of one component. */
export interface Series {
  readonly requests: Sample[];
  readonly errors: Sample[];
  readonly busy: Sample[];
  readonly waiting: Sample[];
  readonly log: LoggedRequest[];
  /** When something was last heard of it; the beginning of the run when nothing was. */
  heardUs: number;
  up: number | undefined;
}

export const emptySeries = (): Series => ({
  requests: [],
  errors: [],
  busy: [],
  waiting: [],
  log: [],
  heardUs: 0,
  up: undefined,
});

/** @param tUs When the reading was made, which is earlier than it comes in. */
export function keep(series: Series, reading: Reading, tUs: number): void {
  for (const name of ['requests', 'errors', 'busy', 'waiting'] as const) {
    series[name].push({ tUs, value: reading[name] });
  }
  series.log.push(...reading.log);
  series.heardUs = Math.max(series.heardUs, tUs);
  if (reading.isUp !== undefined) series.up = reading.isUp ? 1 : 0;
}

/** `undefined` when there is nothing to compute it from. */
export function valueOf(
  series: Series,
  name: MetricName,
  tUs: number,
  windowUs: number,
): number | undefined {
  switch (name) {
    case 'requests':
    case 'errors':
      return prometheusRate(series[name], tUs, windowUs);
    case 'error_share': {
      const all = prometheusRate(series.requests, tUs, windowUs);
      const errors = prometheusRate(series.errors, tUs, windowUs);
      return all === undefined || errors === undefined || all === 0 ? undefined : errors / all;
    }
    case 'busy':
    case 'waiting':
      return mean(inWindow(series[name], tUs, windowUs).map(({ value }) => value));
    case 'p50':
    case 'p95':
    case 'p99': {
      const times = series.log
        .filter(({ endUs }) => endUs > tUs - windowUs && endUs <= tUs)
        .map(({ timeUs }) => timeUs / 1000);
      return percentileOf(times, Number(name.slice(1)));
    }
    case 'up':
      return series.up;
    case 'silence':
      return (tUs - series.heardUs) / 1_000_000;
  }
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0
    ? undefined
    : values.reduce((sum, value) => sum + value, 0) / values.length;
}
