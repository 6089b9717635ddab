/** The metrics of a run as a table to read. */
import type { Run } from '#sim/run.ts';
import type { ComponentMetrics, RunMetrics } from './metrics.ts';

const count = (value: number | undefined) => (value === undefined ? '' : String(value));
const fixed = (digits: number) => (value: number | undefined) =>
  value === undefined ? '' : value.toFixed(digits);
const percent = (value: number | undefined) =>
  value === undefined ? '' : `${(value * 100).toFixed(1)} %`;

const columns: readonly (readonly [string, (metrics: ComponentMetrics) => string])[] = [
  ['component', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['requests', ({ requests }) => count(requests)],
  ['errors', ({ errors }) => count(errors)],
  ['retries', ({ retries }) => count(retries)],
  ['busy', ({ busy }) => fixed(2)(busy)],
  ['utilization', ({ utilization }) => percent(utilization)],
  ['wait ms', ({ wait_ms }) => fixed(2)(wait_ms)],
  ['queue max', ({ queue_max }) => count(queue_max)],
  ['p50 ms', ({ p50_ms }) => fixed(1)(p50_ms)],
  ['p95 ms', ({ p95_ms }) => fixed(1)(p95_ms)],
  ['p99 ms', ({ p99_ms }) => fixed(1)(p99_ms)],
];

/** Names are set left, numbers right. */
const leftColumns = 2;

export function tableOf(title: string, run: Run, metrics: RunMetrics): string {
  const { answered, failed, dropped, 'in-flight': inFlight } = metrics.outcomes;
  const rows = [
    columns.map(([name]) => name),
    ...metrics.components.map((component) => columns.map(([, text]) => text(component))),
  ];
  const widths = columns.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < leftColumns ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return [
    title,
    `${run.duration_ms / 1000} s, seed ${run.seed}: ${metrics.requests} requests, ` +
      `${answered} answered, ${failed} failed, ${dropped} given up, ${inFlight} in flight`,
    '',
    ...lines,
    ...(metrics.hosts.length > 0 ? [''] : []),
    ...metrics.hosts.map(({ id, cpu }) => `${id}: CPU ${percent(cpu)}`),
  ].join('\n');
}
