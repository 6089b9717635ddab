import { z } from 'astro/zod';
import { drawNumbers } from '#sim/draw.ts';
import { parseExpression } from '#sim/expression.ts';
import { parameterSetting } from '#sim/parameters.ts';
import type { Run } from '#sim/run.ts';
import { settingProblem, type SettingValue } from '#sim/settings.ts';
import { notAllowed } from './closest.ts';
import { isSound, report, type Context } from './cross-check.ts';
import { checkMetric, metricSchema } from './metric.ts';
import { common } from './question.ts';
import {
  checkDraw,
  checkExpression,
  checkTemplate,
  drawSchema,
  seedsTried,
  tolerance,
} from './quiz-drawn.ts';
import { strict } from './strict.ts';
import { text } from './values.ts';

/** Parameters of the run: a value, or for a number an expression over the drawn numbers. */
const withSchema = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));

/** The same question put to another run: what somebody believes who takes the one for the other. */
const otherRunSchema = strict({ scenario: z.string().optional(), with: withSchema.optional() });

/** A question that the engine answers, with drawn parameters. */
export const simulatorSchema = strict({
  ...common,
  kind: z.literal('simulator'),
  /** The name of a file in `src/content/scenarios`. */
  scenario: z.string(),
  draw: drawSchema,
  with: withSchema,
  metric: metricSchema,
  /** Of a number; a share is asked for in “%”. */
  unit: text.optional(),
  tolerance,
  /** For a metric whose value is a server: which ones to choose from. */
  servers: z
    .array(
      strict({
        server: z.string(),
        text,
        /** Shown for every server after the answer; true whichever is right. */
        because: text,
      }),
    )
    .min(2)
    .optional(),
  /** May use `{answer}` where that is a number. */
  because: text,
  wrong: z
    .array(
      strict({
        /** An expression over the drawn numbers and `answer`. */
        when: z.string().optional(),
        run: otherRunSchema.optional(),
        because: text,
      }).refine(({ when, run }) => (when === undefined) !== (run === undefined), {
        error: 'must have one of the keys when, run',
      }),
    )
    .default([]),
}).superRefine((question, context) => {
  if (!isSound(context)) return;
  const { metric, servers } = question;
  const isAboutServers = 'value' in metric && metric.value === 'server';
  if (isAboutServers !== (servers !== undefined)) {
    const message = isAboutServers
      ? 'is missing; a question whose value is a server lists them'
      : 'goes with a metric whose value is “server”';
    report(context, ['servers'], message);
  }
  const names = checkDraw(question.draw, context);
  const explained = isAboutServers ? names : [...names, 'answer'];
  checkTemplate(question.prompt, names, ['prompt'], context);
  checkTemplate(question.because, explained, ['because'], context);
  for (const [index, { because }] of (servers ?? []).entries()) {
    checkTemplate(because, names, ['servers', index, 'because'], context);
  }
  for (const [index, { when, because }] of question.wrong.entries()) {
    checkTemplate(because, explained, ['wrong', index, 'because'], context);
    if (when === undefined) continue;
    if (isAboutServers)
      report(context, ['wrong', index, 'when'], 'goes with a number, not a server');
    else checkExpression(when, explained, ['wrong', index, 'when'], context);
  }
});

export type SimulatorQuestion = z.infer<typeof simulatorSchema>;

/** Reports what the question asks of scenarios that they do not have. */
export function checkSimulatorQuestion(
  question: SimulatorQuestion,
  runs: ReadonlyMap<string, Run>,
  path: readonly PropertyKey[],
  context: Context<unknown>,
): void {
  const { scenario, metric, servers = [] } = question;
  const run = runs.get(scenario);
  if (!run) {
    report(context, [...path, 'scenario'], notAllowed('scenario', scenario, [...runs.keys()]));
    return;
  }
  const ids = run.components.map(({ id }) => id);
  checkMetric(context, metric, [...path, 'metric'], ids);
  for (const [index, { server }] of servers.entries()) {
    if (ids.includes(server)) continue;
    report(context, [...path, 'servers', index, 'server'], notAllowed('component', server, ids));
  }
  checkWith(question, question.with, run, [...path, 'with'], context);
  for (const [index, rule] of question.wrong.entries()) {
    if (!rule.run) continue;
    const rulePath = [...path, 'wrong', index, 'run'];
    const { scenario: other = scenario, with: given = question.with } = rule.run;
    const otherRun = runs.get(other);
    if (otherRun) checkWith(question, given, otherRun, [...rulePath, 'with'], context);
    else
      report(context, [...rulePath, 'scenario'], notAllowed('scenario', other, [...runs.keys()]));
  }
}

function checkWith(
  { draw }: SimulatorQuestion,
  given: Readonly<Record<string, SettingValue>>,
  run: Run,
  path: readonly PropertyKey[],
  context: Context<unknown>,
) {
  const names = Object.keys(drawNumbers(draw, 0));
  for (const [parameter, value] of Object.entries(given)) {
    const setting = parameterSetting(run, parameter);
    const place = [...path, parameter];
    if (!setting) {
      report(context, place, 'the run has no such parameter');
    } else if (typeof value === 'string' && setting.type !== 'choice') {
      if (!checkExpression(value, names, place, context)) continue;
      const { evaluate } = parseExpression(value);
      for (let seed = 0; seed < seedsTried; seed++) {
        const drawn = drawNumbers(draw, seed);
        const problem = settingProblem(setting, evaluate(drawn));
        if (!problem) continue;
        report(context, place, `${problem}, not ${evaluate(drawn)} for ${JSON.stringify(drawn)}`);
        break;
      }
    } else {
      const problem = settingProblem(setting, value);
      if (problem) report(context, place, problem);
    }
  }
}
