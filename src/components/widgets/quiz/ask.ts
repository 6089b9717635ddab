/** Puts a question to the engine. Loaded when a reader answers one that needs it. */
import type { Values } from '#sim/expression.ts';
import { parseExpression } from '#sim/expression.ts';
import { measure, resolvedAtUs, type Metric } from '#sim/metric.ts';
import type { Modules } from '#sim/modules.ts';
import { parameterSetting, withParameters, type Parameters } from '#sim/parameters.ts';
import type { Run } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import type { Trace } from '#sim/trace.ts';

/** What a question of kind `simulator` says of the run. */
export interface Asked {
  readonly scenario: string;
  /** Values, or for numbers expressions over the drawn ones. */
  readonly with: Parameters;
  readonly metric: Metric;
  readonly wrong: readonly {
    readonly when?: string | undefined;
    readonly run?:
      | { readonly scenario?: string | undefined; readonly with?: Parameters | undefined }
      | undefined;
  }[];
}

export type Answer = number | string | undefined;

export interface Answers {
  /** A share is in percent; a server is its id. */
  readonly answer: Answer;
  /** What each of the wrong rules gives. */
  readonly wrong: readonly Answer[];
  /** The state of the figure that shows the answer, as a query. */
  readonly query: string;
}

/** @param runs By the scenario's id. */
export function simulatorAnswers(
  asked: Asked,
  runs: ReadonlyMap<string, Run>,
  values: Values,
  modules: Modules,
): Answers {
  const play = (scenario: string, given: Parameters): Trace => {
    const run = runs.get(scenario);
    if (!run) throw new Error(`There is no scenario “${scenario}”.`);
    return simulate(withParameters(run, evaluated(run, given, values)), modules);
  };
  const trace = play(asked.scenario, asked.with);
  const answer = answerOf(trace, asked.metric);
  const wrong = asked.wrong.map(({ when, run }): Answer => {
    if (when !== undefined) {
      const numbers = typeof answer === 'number' ? { ...values, answer } : values;
      return parseExpression(when).evaluate(numbers);
    }
    return answerOf(play(run?.scenario ?? asked.scenario, run?.with ?? asked.with), asked.metric);
  });
  const tMs = Math.ceil(resolvedAtUs(trace, asked.metric) / 1000);
  return { answer, wrong, query: queryOf(asked, runs, values, tMs) };
}

function answerOf(trace: Trace, metric: Metric): Answer {
  const value = measure(trace, metric);
  return 'share' in metric && typeof value === 'number' ? value * 100 : value;
}

function evaluated(run: Run, given: Parameters, values: Values): Parameters {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const isExpression =
        typeof value === 'string' && parameterSetting(run, name)?.type !== 'choice';
      return [name, isExpression ? parseExpression(value).evaluate(values) : value];
    }),
  );
}

/** As the links of figures are written: a duration's unit stands with its value. */
function queryOf(
  { scenario, with: given }: Asked,
  runs: ReadonlyMap<string, Run>,
  values: Values,
  tMs: number,
): string {
  const run = runs.get(scenario);
  const pairs = Object.entries(run ? evaluated(run, given, values) : {}).map(([name, value]) =>
    name.endsWith('_ms') ? `${name.slice(0, -3)}=${String(value)}ms` : `${name}=${String(value)}`,
  );
  return ['v=1', `fig=${scenario}`, ...pairs, `t=${tMs}ms`].join('&');
}
