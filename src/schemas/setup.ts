import { z } from 'astro/zod';
import { actions } from '#sim/run.ts';
import {
  actionsOn,
  mostEvents,
  namesIn,
  runOf,
  settingIn,
  valueIn,
  valueProblem,
  type Setup,
  type Values,
} from '#sim/setup.ts';
import { notAllowed } from './closest.ts';
import { always, isSound, report, type Context } from './cross-check.ts';
import { checkMetric, metricSchema } from './metric.ts';
import { strict } from './strict.ts';
import { milliseconds, text } from './values.ts';

/** Values as links name them, but with `_ms`; `null` for a duration that is not set. */
export const valuesSchema = z.record(
  z.string(),
  z.union([z.number(), z.string(), z.boolean(), z.null()]),
);

export const eventSchema = strict({
  t_ms: milliseconds,
  component: z.string(),
  action: z.enum(actions),
});

/** What the simulator page sets. */
export const setupSchema = strict({
  values: valuesSchema.default({}),
  events: z.array(eventSchema).max(mostEvents).default([]),
}).superRefine((setup, context) => {
  if (!isSound(context, 'values')) return;
  checkValues(setup.values, ['values'], context);
  if (isSound(context, 'events')) checkEvents(setup, context);
}, always) satisfies z.ZodType<Setup>;

const bound = z.union([z.number(), z.string()], { error: 'must be a number or text' });

/** What a metric has to be. */
export const bounds = {
  metric: metricSchema,
  equals: bound.optional(),
  at_least: z.number().optional(),
  at_most: z.number().optional(),
};

const boundKeys = ['equals', 'at_least', 'at_most'] as const;

export function checkBounds(
  setup: Setup,
  bounded: { readonly metric: z.infer<typeof metricSchema> } & {
    readonly [K in (typeof boundKeys)[number]]?: unknown;
  },
  path: readonly PropertyKey[],
  context: Context<unknown>,
): void {
  const ids = runOf(setup).components.map(({ id }) => id);
  checkMetric(context, bounded.metric, [...path, 'metric'], ids);
  if (boundKeys.every((key) => bounded[key] === undefined)) {
    report(context, path, `must have one of the keys ${boundKeys.join(', ')}`);
  }
}

/**
 * Reports each value that such a setup does not have, or that cannot be.
 * @param all The values of which these are a part.
 */
export function checkValues(
  values: Values,
  path: readonly PropertyKey[],
  context: Context<unknown>,
  all = values,
): void {
  for (const [name, value] of Object.entries(values)) {
    const setting = settingIn(all, name);
    const problem = setting
      ? valueProblem(setting, value)
      : notAllowed('value', name, namesIn(all));
    if (problem) report(context, [...path, name], problem);
  }
}

function checkEvents({ values, events }: Setup, context: Context<unknown>) {
  const endMs = Number(valueIn(values, 'duration_ms'));
  for (const [index, { t_ms, component, action }] of events.entries()) {
    const path = ['events', index] as const;
    const offered = actionsOn(values, component);
    if (offered.length === 0) report(context, [...path, 'component'], 'is not one of the servers');
    else if (!offered.includes(action)) {
      report(context, [...path, 'action'], notAllowed('action', action, offered));
    }
    if (t_ms > endMs) report(context, [...path, 't_ms'], `must not be after the end, ${endMs} ms`);
  }
}

/** One or more sentences, in paragraphs. */
export const paragraphs = z.array(text).min(1);
