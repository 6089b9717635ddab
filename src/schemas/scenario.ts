import { z } from 'astro/zod';
import { parameterSetting } from '#sim/parameters.ts';
import type { Run } from '#sim/run.ts';
import { settingProblem } from '#sim/settings.ts';
import { notAllowed } from './closest.ts';
import { always, isSound, report, type Context } from './cross-check.ts';
import { checkFigure } from './figure-checks.ts';
import { figureSchema } from './figure.ts';
import { checkMetric, metricSchema } from './metric.ts';
import { eventSchema, runSchema } from './run.ts';
import { strict } from './strict.ts';
import { text } from './values.ts';

const value = z.union([z.number(), z.string()], { error: 'must be a number or text' });
const bounds = ['equals', 'at_least', 'at_most'] as const;

const expectationSchema = strict({
  /** The sentence of the chapter that this proves. */
  claim: text,
  /** Parameters that differ from the run's. */
  with: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).optional(),
  /** What the reader does on top of the run's own events: a link in the prose can do it, too. */
  events: z.array(eventSchema).optional(),
  metric: metricSchema,
  equals: value.optional(),
  at_least: z.number().optional(),
  at_most: z.number().optional(),
}).refine((expectation) => bounds.some((bound) => expectation[bound] !== undefined), {
  error: `must have one of the keys ${bounds.join(', ')}`,
});

/** A file of `src/content/scenarios`: a run, how it is drawn, and what the prose says of it. */
export const scenarioSchema = strict({
  schemaVersion: z.literal(1),
  title: text,
  run: runSchema,
  figure: figureSchema,
  expect: z.array(expectationSchema),
}).superRefine((scenario, context) => {
  if (!isSound(context, 'run')) return;
  checkFigure(scenario.run, scenario.figure, context);
  if (isSound(context, 'expect')) checkExpectations(scenario.run, scenario.expect, context);
}, always);

export type Scenario = z.infer<typeof scenarioSchema>;
export type Expectation = z.infer<typeof expectationSchema>;

function checkExpectations(
  run: Run,
  expectations: readonly Expectation[],
  context: Context<unknown>,
) {
  const ids = run.components.map(({ id }) => id);
  const targets = [...ids, ...run.hosts.map(({ id }) => id)];
  for (const [index, { metric, with: given = {}, events = [] }] of expectations.entries()) {
    checkMetric(context, metric, ['expect', index, 'metric'], ids);
    for (const [place, { component }] of events.entries()) {
      if (targets.includes(component)) continue;
      const path = ['expect', index, 'events', place, 'component'];
      report(context, path, notAllowed('component or host', component, targets));
    }
    for (const [name, value] of Object.entries(given)) {
      const setting = parameterSetting(run, name);
      const problem = setting ? settingProblem(setting, value) : 'the run has no such parameter';
      if (problem) report(context, ['expect', index, 'with', name], problem);
    }
  }
}
