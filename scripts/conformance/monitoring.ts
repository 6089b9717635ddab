/**
 * Family M: an access log, and a counter that was asked every now and then. What the recording says of both must come out
 * of the log file by the engine's functions; and a run with the log's requests must write such a log again, and its monitor
 * must read such counters.
 */
import { readFileSync } from 'node:fs';
import { monitoring } from '#sim/monitoring/module.ts';
import { accessLines, formatLines, runBeganS } from '#sim/monitoring/access-log.ts';
import { parseLog, type ParsedRequest } from '#sim/monitoring/parse-log.ts';
import { counterRate, inWindow, type Sample } from '#sim/monitoring/rate.ts';
import { averages, countPerWindow } from '#sim/monitoring/windows.ts';
import { percentileOf } from '#sim/metric.ts';
import { rowsOfKinds } from '#sim/rows.ts';
import type { Run } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import type { Trace } from '#sim/trace.ts';

interface Scrape {
  readonly t_s: number;
  readonly requests: number;
}

export interface MonitoringRecording {
  readonly id: string;
  readonly model: { readonly duration_s: number };
  readonly observed: {
    readonly first_second_epoch: number;
    readonly requests_in_log: number;
    readonly qps_per_second: readonly number[];
    readonly average_qps: number;
    readonly peak_1s_qps: number;
    readonly peak_second: number;
    readonly max_of_10s_averages: number;
    readonly averages_10s: readonly number[];
    readonly request_time_s: Readonly<Record<'p50' | 'p95' | 'p99' | 'max', number>>;
    readonly stub_status: readonly Scrape[];
    /** `window_20s` and others: rows of time, rate and number of samples. */
    readonly counter_rate: Readonly<Record<string, unknown>>;
  };
}

/** Rates are recorded with two digits behind the point. */
const rounding = 0.006;

/** A scrape that was due when the window began may have been a moment late. */
const lateUs = 500_000;

/** @param file The recording's; the log is beside it. */
export function monitoringDifferences(file: string, recording: MonitoringRecording): string[] {
  const log = parseLog(readFileSync(file.replace(/\.json$/, '.access.log'), 'utf8'));
  return [
    ...logDifferences(recording, log),
    ...counterDifferences(recording),
    ...scrapeDifferences(recording, log),
    ...runDifferences(recording, log),
  ];
}

/** The first of each list that differs. */
function differences(
  what: string,
  recorded: readonly number[],
  computed: readonly number[],
  tolerance = 0,
): string[] {
  if (recorded.length !== computed.length) {
    return [`${what}: ${recorded.length} values, computed ${computed.length}`];
  }
  const index = recorded.findIndex(
    (value, n) => !(Math.abs(value - (computed[n] ?? NaN)) <= tolerance),
  );
  return index < 0 ? [] : [`${what} ${index}: ${recorded[index]}, computed ${computed[index]}`];
}

function logDifferences(
  { model, observed }: MonitoringRecording,
  log: readonly ParsedRequest[],
): string[] {
  const perSecond = perSecondOf(log, observed.first_second_epoch, observed.qps_per_second.length);
  const tens = averages(perSecond, 10);
  const peak = Math.max(...perSecond);
  const times = log.map(({ timeMs }) => timeMs / 1000);
  const { p50, p95, p99, max } = observed.request_time_s;
  return [
    ...differences('requests in the log', [observed.requests_in_log], [log.length]),
    ...differences('second', observed.qps_per_second, perSecond),
    ...differences('average', [observed.average_qps], [log.length / model.duration_s], rounding),
    ...differences('peak', [observed.peak_1s_qps], [peak]),
    ...differences('peak second', [observed.peak_second], [perSecond.indexOf(peak)]),
    ...differences('10 s average', observed.averages_10s, tens, rounding),
    ...differences('largest', [observed.max_of_10s_averages], [Math.max(...tens)], rounding),
    ...differences(
      'percentile',
      [p50, p95, p99, max],
      [50, 95, 99, 100].map((p) => percentileOf(times, p) ?? NaN),
    ),
  ];
}

function counterDifferences({ observed }: MonitoringRecording): string[] {
  const samples = observed.stub_status.map(sampleOf);
  return Object.entries(observed.counter_rate).flatMap(([key, rows]) => {
    const seconds = Number(/^window_(\d+)s$/.exec(key)?.[1]);
    if (Number.isNaN(seconds)) return [];
    return (rows as [t_s: number, rate: number, samples: number][]).flatMap(
      ([t_s, rate, count]) => {
        const tUs = Math.round(t_s * 1_000_000);
        const windowUs = seconds * 1_000_000;
        return [
          ...differences(
            `${key} at ${t_s} s`,
            [rate],
            [counterRate(samples, tUs, windowUs, lateUs) ?? NaN],
            rounding,
          ),
          ...differences(
            `samples of ${key} at ${t_s} s`,
            [count],
            [inWindow(samples, tUs, windowUs + lateUs).length],
          ),
        ];
      },
    );
  });
}

const sampleOf = ({ t_s, requests }: Scrape): Sample => ({
  tUs: Math.round(t_s * 1_000_000),
  value: requests,
});

/** The clocks of the log and of the scrapes were read some milliseconds apart. */
const clocksMs = 25;

/** The counter at a scrape: every request of the log that had begun, and every scrape up to this one. */
function scrapeDifferences(
  { observed }: MonitoringRecording,
  log: readonly ParsedRequest[],
): string[] {
  const startedMs = log.map(({ endMs, timeMs }) => endMs - timeMs - observed.first_second_epoch * 1000);
  return observed.stub_status.flatMap(({ t_s, requests }, index) => {
    const begunBy = (ms: number) => startedMs.filter((startMs) => startMs <= ms).length + index + 1;
    const [least, most] = [begunBy(t_s * 1000 - clocksMs), begunBy(t_s * 1000 + clocksMs)];
    return requests >= least && requests <= most
      ? []
      : [`scrape ${index}: ${requests} requests, counted ${least} to ${most}`];
  });
}

function runDifferences(recording: MonitoringRecording, log: readonly ParsedRequest[]): string[] {
  const { observed } = recording;
  const trace = simulate(runOf(recording, log), monitoring);
  const written = parseLog(formatLines(trace, accessLines(trace, 1)).join('\n'));
  const scraped = countersOf(trace).slice(0, observed.stub_status.length);
  return [
    ...differences(
      'second of the run',
      observed.qps_per_second,
      perSecondOf(written, runBeganS, observed.qps_per_second.length),
    ),
    ...differences(
      'counter of the run',
      observed.stub_status.map(({ requests }) => requests),
      scraped,
      Math.ceil(1 + (observed.peak_1s_qps * 2 * clocksMs) / 1000),
    ),
  ];
}

function perSecondOf(log: readonly ParsedRequest[], startS: number, seconds: number): number[] {
  const times = log.map(({ endMs }) => endMs * 1000);
  return countPerWindow(times, startS * 1_000_000, 1_000_000, seconds);
}

/** A web server that gets the log's requests when they began and needs for each as long as it took, and a monitor that asks it. */
function runOf({ model, observed }: MonitoringRecording, log: readonly ParsedRequest[]): Run {
  const betweenS = (observed.stub_status.at(-1)?.t_s ?? 0) - (observed.stub_status[0]?.t_s ?? 0);
  const everyMs = 100 * Math.round((betweenS * 10) / (observed.stub_status.length - 1));
  return {
    duration_ms: model.duration_s * 1000 + everyMs,
    seed: 1,
    hosts: [],
    components: [
      { id: 'client', kind: 'client', title: 'Client' },
      { id: 'nginx', kind: 'web', title: 'nginx' },
      {
        id: 'monitor',
        kind: 'monitor',
        title: 'Monitor',
        settings: { scrape_interval_ms: everyMs },
      },
    ],
    links: [
      { from: 'client', to: 'nginx' },
      { from: 'monitor', to: 'nginx', carries: 'polls' },
    ],
    workload: {
      mode: 'given',
      requests: log.map(({ endMs, timeMs, address, path }) => ({
        t_ms: endMs - timeMs - observed.first_second_epoch * 1000,
        service_ms: timeMs,
        client: address,
        path,
      })),
    },
    events: [],
  };
}

function countersOf(trace: Trace): number[] {
  return rowsOfKinds(trace, ['stored']).map((row) => trace.events.b[row] ?? 0);
}
