/** Where a run halts, and what is said there: the author's stops and the predictions. */
import { measure, momentUs, resolvedAtUs, type Metric } from '#sim/metric.ts';
import type { Run } from '#sim/run.ts';
import type { Trace } from '#sim/trace.ts';
import { duration, halts, moment } from '#strings/flow.ts';
import type { FlowFigure, Prediction } from './scenario.ts';
import { serverTitle } from './words.ts';

export interface Halt {
  readonly kind: 'stop' | 'prediction';
  readonly id: string;
  readonly tUs: number;
  /** The stop's caption, or the question. */
  readonly text: string;
}

/** All halts that this run comes to, in order of time; a question comes before a stop. */
export function haltsOf(trace: Trace, figure: FlowFigure): Halt[] {
  const questions = (figure.predictions ?? []).map(({ id, at_ms, question }): Halt => {
    return { kind: 'prediction', id, tUs: at_ms * 1000, text: question };
  });
  const stops = (figure.stops ?? []).flatMap(({ id, at, caption, values }): Halt[] => {
    const tUs = momentUs(trace, at);
    if (tUs === undefined || tUs > trace.endUs) return [];
    const text = caption.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const metric = values?.[name];
      return metric ? metricText(trace, metric) : whole;
    });
    return [{ kind: 'stop', id, tUs, text }];
  });
  return [...questions, ...stops].sort((a, b) => a.tUs - b.tUs);
}

/** What a metric gives in this run, as a reader says it. */
export function metricText(trace: Trace, metric: Metric): string {
  const value = measure(trace, metric);
  return value === undefined ? halts.never : valueText(trace.run, metric, value);
}

/** A value of this metric as a reader says it: a server by its title, a share in percent, times with their unit. */
function valueText(run: Run, metric: Metric, value: number | string): string {
  if (typeof value === 'string') {
    const server = run.components.findIndex(({ id }) => id === value);
    return server < 0 ? value : serverTitle(run, server);
  }
  if ('share' in metric || 'moved' in metric) return halts.percent(value);
  // Counts are whole; means and rates are not, and two digits are enough of them.
  if (!('first' in metric || 'last' in metric)) return String(Math.round(100 * value) / 100);
  switch (metric.value ?? 't_ms') {
    case 't_ms':
      return moment(value, 2);
    case 'latency_ms':
      return duration(value);
    default:
      return String(value);
  }
}

/** From when on the comparison may be shown, in µs. */
export function resolvedUs(trace: Trace, { answer }: Prediction): number {
  return resolvedAtUs(trace, answer);
}

/** The answer and why, for those who made no prediction. */
export function answerText(trace: Trace, prediction: Prediction): string {
  return halts.was(withUnit(prediction, metricText(trace, prediction.answer)), prediction.because);
}

/** What was predicted beside what happened. `given` is a choice or what was typed. */
export function comparison(trace: Trace, prediction: Prediction, given: string): string {
  const truth = measure(trace, prediction.answer);
  const said = choiceText(trace.run, prediction, given);
  const was = withUnit(prediction, metricText(trace, prediction.answer));
  if (String(truth) === given) return halts.right(said, prediction.because);
  if (isRight(trace, prediction, given)) return halts.near(said, was, prediction.because);
  return halts.wrong(said, was, prediction.because);
}

/** Whether what was predicted is what happened, or near enough to it. */
export function isRight(trace: Trace, prediction: Prediction, given: string): boolean {
  const truth = measure(trace, prediction.answer);
  return String(truth) === given || isNearest(prediction, truth, Number(given));
}

/** A choice, or what was typed, as it is shown. */
export function choiceText(run: Run, { answer, unit }: Prediction, choice: string): string {
  const number = Number(choice);
  const text = valueText(run, answer, choice === '' || Number.isNaN(number) ? choice : number);
  return unit === undefined || Number.isNaN(Number(text)) ? text : halts.withUnit(text, unit);
}

/** Of choices that are numbers, the one nearest to what happened is right; a typed number within a tenth of it. */
function isNearest({ choices }: Prediction, truth: number | string | undefined, given: number) {
  if (typeof truth !== 'number' || Number.isNaN(given)) return false;
  const off = Math.abs(truth - given);
  if (!choices) return off <= truth / 10;
  return choices.every((choice) => off <= Math.abs(truth - Number(choice)));
}

function withUnit({ unit }: Prediction, value: string): string {
  return unit === undefined || Number.isNaN(Number(value)) ? value : halts.withUnit(value, unit);
}
