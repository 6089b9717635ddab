/** A whole run in a few numbers, and how two of them differ, in words. */
import { percentileOf } from '#sim/metric.ts';
import { eventKinds, outcomes, type Trace } from '#sim/trace.ts';
import { latency, results } from '#strings/simulator.ts';
import type { Played } from './play.ts';

export type SummaryKey = keyof typeof results.rows;

/** Milliseconds where it is a time; NaN where there is none. */
export type Summary = Readonly<Record<SummaryKey, number>>;

export const summaryKeys = Object.keys(results.rows) as SummaryKey[];

const times: readonly SummaryKey[] = ['p50', 'p95', 'p99', 'mean', 'detection'];

export function summaryOf(played: Played): Summary {
  const { trace } = played;
  const { requests } = trace;
  const counts = { 'in-flight': 0, answered: 0, failed: 0, dropped: 0 };
  const latencies: number[] = [];
  let retries = 0;
  for (let row = 0; row < requests.length; row++) {
    retries += requests.retries[row] ?? 0;
    const outcome = outcomes[requests.outcome[row] ?? 0] ?? 'in-flight';
    counts[outcome] += 1;
    if (outcome !== 'answered' && outcome !== 'failed') continue;
    latencies.push(((requests.endUs[row] ?? 0) - (requests.arrivalUs[row] ?? 0)) / 1000);
  }
  const percentile = (p: number) => percentileOf(latencies, p) ?? NaN;
  return {
    requests: requests.length,
    answered: counts.answered,
    failed: counts.failed,
    dropped: counts.dropped,
    inFlight: counts['in-flight'],
    p50: percentile(50),
    p95: percentile(95),
    p99: percentile(99),
    mean:
      latencies.length === 0
        ? NaN
        : latencies.reduce((sum, each) => sum + each, 0) / latencies.length,
    retries,
    detection: detectionMs(trace),
    get longest() {
      return played.series.queue.reduce((most, each) => Math.max(most, each), 0);
    },
  };
}

/** What a load balancer does about a server that has failed: HAProxy marks it DOWN, nginx leaves it out. */
const noticed: ReadonlySet<number | undefined> = new Set([
  eventKinds['server-down'].code,
  eventKinds['server-left-out'].code,
]);

/** From the first fault to the moment when a load balancer marks that server DOWN. */
function detectionMs({ events }: Trace): number {
  let fault: { readonly tUs: number; readonly server: number | undefined } | undefined;
  for (let row = 0; row < events.length; row++) {
    const kind = events.kind[row];
    const tUs = events.tUs[row] ?? 0;
    const server = events.component[row];
    if (kind === eventKinds.fault.code && events.a[row] !== 0) fault ??= { tUs, server };
    else if (noticed.has(kind) && fault?.server === server) {
      return (tUs - (fault?.tUs ?? 0)) / 1000;
    }
  }
  return NaN;
}

/** A number as it stands in the table. */
export function valueText(key: SummaryKey, summary: Summary): string {
  const value = summary[key];
  if (!times.includes(key)) return value.toLocaleString('en');
  if (Number.isNaN(value)) return key === 'detection' ? results.never : results.none;
  return latency(value);
}

export function differenceText(key: SummaryKey, a: Summary, b: Summary): string {
  const difference = b[key] - a[key];
  if (valueText(key, a) === valueText(key, b)) return results.same;
  if (Number.isNaN(difference)) return results.none;
  const amount = Math.abs(difference);
  const text = times.includes(key) ? latency(amount) : amount.toLocaleString('en');
  return difference > 0 ? results.more(text) : results.less(text);
}

/** What differs, the most important first. */
export function differences(a: Summary, b: Summary): string[] {
  const { sentence } = results;
  const texts = (key: SummaryKey) => [valueText(key, a), valueText(key, b)] as const;
  const differs = (key: SummaryKey) => valueText(key, a) !== valueText(key, b);
  const said: string[] = [];
  if (differs('failed')) said.push(sentence.failed(a.failed, b.failed));
  if (differs('dropped')) said.push(sentence.dropped(a.dropped, b.dropped));
  if (differs('p99')) said.push(sentence.p99(...texts('p99'), b.p99 < a.p99));
  if (differs('p50')) said.push(sentence.p50(...texts('p50')));
  if (differs('detection')) said.push(sentence.detection(...texts('detection')));
  if (differs('retries')) said.push(sentence.retries(a.retries, b.retries));
  if (differs('inFlight') && Math.abs(a.inFlight - b.inFlight) > 2) {
    said.push(sentence.inFlight(a.inFlight, b.inFlight));
  }
  return said.length > 0 ? said : [sentence.same];
}
