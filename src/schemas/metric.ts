import { z } from 'astro/zod';
import type { Metric, MetricValue, Moment, Where } from '#sim/metric.ts';
import { actions } from '#sim/run.ts';
import { eventKinds, outcomes, type EventKind } from '#sim/trace.ts';
import { notAllowed } from './closest.ts';
import { report, type Context } from './cross-check.ts';
import { strict } from './strict.ts';
import { milliseconds, numberFrom, whole } from './values.ts';

const subject = z.enum(['requests', 'events']);
const kinds = Object.keys(eventKinds) as [EventKind, ...EventKind[]];
const values = [
  't_ms',
  'server',
  'status',
  'latency_ms',
  'retries',
] as const satisfies MetricValue[];
const states = ['down', 'stopping', ...actions] as const;

/** A time in milliseconds, or the moment at which a component's state becomes this for the first time. */
export const momentSchema = z.union(
  [milliseconds, strict({ component: z.string(), state: z.enum(states) })],
  { error: 'must be a number of milliseconds, or a mapping with the keys component, state' },
) satisfies z.ZodType<Moment>;

const requestKeys = [
  'outcome',
  'status',
  'server',
  'retries',
  'retries_at_least',
  'number',
  'write',
  'lost',
  'stale',
];
const clientKeys = ['server'];
const eventKeys = ['kind', 'component', 'error'];

const whereSchema = strict({
  outcome: z.enum(outcomes).optional(),
  status: whole(0, 599).optional(),
  server: z.string().optional(),
  retries: whole(0, 1_000_000).optional(),
  retries_at_least: whole(0, 1_000_000).optional(),
  number: whole(1, 1_000_000).optional(),
  write: z.boolean().optional(),
  lost: z.boolean().optional(),
  stale: z.boolean().optional(),
  error: whole(1000, 9999).optional(),
  kind: z.enum(kinds).optional(),
  component: z.string().optional(),
}) satisfies z.ZodType<Where>;

const questions = [
  'count',
  'share',
  'moved',
  'percentile',
  'mean',
  'largest_rate',
  'first',
  'last',
] as const;

const anyMetric = strict({
  count: subject.optional(),
  share: z.literal('requests').optional(),
  moved: z.literal('clients').optional(),
  percentile: z.literal('latency_ms').optional(),
  p: numberFrom(0, 100).optional(),
  mean: z.enum(['latency_ms', 'open']).optional(),
  largest_rate: z.literal('answers').optional(),
  window_ms: whole(1, 86_400_000).optional(),
  first: subject.optional(),
  last: subject.optional(),
  where: whereSchema.optional(),
  among: whereSchema.optional(),
  value: z.enum(values).optional(),
  from: momentSchema.optional(),
  until: momentSchema.optional(),
}).superRefine((metric, context) => {
  const asked = questions.filter((question) => metric[question] !== undefined);
  const [question] = asked;
  if (question === undefined || asked.length > 1) {
    report(context, [], `must have exactly one of the keys ${questions.join(', ')}`);
    return;
  }
  if (metric.value !== undefined && question !== 'first' && question !== 'last') {
    report(context, ['value'], `goes with first or last, not with ${question}`);
  }
  if (metric.among !== undefined && question !== 'share' && question !== 'moved') {
    report(context, ['among'], `goes with share or moved, not with ${question}`);
  }
  if ((question === 'percentile') !== (metric.p !== undefined)) {
    report(context, ['p'], 'goes with percentile: how many percent of the requests are no slower');
  }
  if ((question === 'largest_rate') !== (metric.window_ms !== undefined)) {
    report(context, ['window_ms'], 'goes with largest_rate: how long the window is');
  }
  if (question === 'moved' && metric.from === undefined) {
    report(context, ['from'], 'is missing: the moment at which clients may change servers');
  }
  const asks = metric[question] ?? 'requests';
  const isOfRequests = asks === 'latency_ms' || asks === 'answers' || asks === 'open';
  const about = isOfRequests ? 'requests' : asks;
  if (asks === 'open' && metric.where !== undefined) {
    report(context, ['where'], 'does not go with mean: open');
  }
  const allowed = about === 'requests' ? requestKeys : about === 'clients' ? clientKeys : eventKeys;
  for (const part of ['where', 'among'] as const) {
    for (const key of Object.keys(metric[part] ?? {})) {
      if (allowed.includes(key)) continue;
      report(context, [part, key], notAllowed(`condition on ${about}`, key, allowed));
    }
  }
  if (about === 'events' && metric.value !== undefined && metric.value !== 't_ms') {
    report(context, ['value'], 'of an event must be t_ms');
  }
});

/** A question to a trace, the same in `expect`, stops, predictions, missions and quizzes. */
export const metricSchema = anyMetric as unknown as z.ZodType<Metric>;

/** Reports the components that a metric names and the run does not have. `path` is the metric's own. */
export function checkMetric(
  context: Context<unknown>,
  metric: Metric,
  path: readonly PropertyKey[],
  ids: readonly string[],
): void {
  const { where, from, until } = metric;
  const among = 'among' in metric ? metric.among : undefined;
  checkName(['where', 'server'], where?.server);
  checkName(['where', 'component'], where?.component);
  checkName(['among', 'server'], among?.server);
  checkMoment(context, from, [...path, 'from'], ids);
  checkMoment(context, until, [...path, 'until'], ids);

  function checkName(below: readonly string[], id: string | undefined) {
    if (id !== undefined && !ids.includes(id)) {
      report(context, [...path, ...below], notAllowed('component', id, ids));
    }
  }
}

/** Reports a moment whose component the run does not have. */
export function checkMoment(
  context: Context<unknown>,
  moment: Moment | undefined,
  path: readonly PropertyKey[],
  ids: readonly string[],
): void {
  if (typeof moment !== 'object' || ids.includes(moment.component)) return;
  report(context, [...path, 'component'], notAllowed('component', moment.component, ids));
}
