/** Whether an answer is right, and what to say about it. Pure; texts are HTML. */
import type { Values } from '#sim/expression.ts';
import { fillIn, parseExpression, shown } from '#sim/expression.ts';
import { feedback } from '#strings/quiz.ts';
import type { Answer } from './ask.ts';
import type {
  LineQuestion,
  NumberQuestion,
  OptionsQuestion,
  OrderQuestion,
  SimulatorQuestion,
} from './question.ts';

export type Mark =
  'right' | 'yoursRight' | 'yoursWrong' | 'missed' | 'wrong' | 'inPlace' | 'elsewhere';

/** What stands below one option after the answer. */
export interface Remark {
  readonly mark: Mark;
  readonly because: string;
}

export interface Grade {
  readonly correct: boolean;
  /** Paragraphs. */
  readonly said: readonly string[];
  /** What stands below the chosen option, for readers who hear the feedback and do not see the option. */
  readonly heard?: string;
  /** For each option, in the order of the page. */
  readonly remarks?: readonly Remark[];
}

export function gradeOptions(question: OptionsQuestion, chosen: readonly number[]): Grade {
  const { kind, options } = question;
  const isChosen = (index: number) => chosen.includes(index);
  const correct =
    kind === 'choices'
      ? options.every((option, index) => option.correct === isChosen(index))
      : chosen.some((index) => options[index]?.correct);
  const remarks = options.map(({ correct: isRight, because }, index): Remark => {
    if (isChosen(index)) return { mark: isRight ? 'yoursRight' : 'yoursWrong', because };
    if (!isRight) return { mark: 'wrong', because };
    return { mark: kind === 'choices' ? 'missed' : 'right', because };
  });
  if (kind !== 'choices') {
    const heard = chosen.map((index) => options[index]?.because ?? '').join(' ');
    return { correct, said: [], heard, remarks };
  }
  const count = (mark: Mark) => remarks.filter((remark) => remark.mark === mark).length;
  const counts = feedback.counts(count('yoursRight'), count('yoursWrong'), count('missed'));
  return { correct, said: correct ? [] : [counts], remarks };
}

/** @param order Of each place, which item (by its right place) the reader has put there. */
export function gradeOrder({ items }: OrderQuestion, order: readonly number[]): Grade {
  const inPlace = order.filter((item, place) => item === place).length;
  const correct = inPlace === items.length;
  const remarks = order.map((item, place): Remark => {
    const because = `${feedback.belongs(item + 1)} ${items[item]?.because ?? ''}`;
    return { mark: item === place ? 'inPlace' : 'elsewhere', because };
  });
  return { correct, said: correct ? [] : [feedback.places(inPlace, items.length)], remarks };
}

export function gradeLine(question: LineQuestion, typed: string): Grade {
  const line = normalizedLine(typed);
  const correct = question.accept.some((accepted) => normalizedLine(accepted) === line);
  if (correct) return { correct, said: [question.because] };
  const known = question.wrong.find((each) => normalizedLine(each.line) === line)?.because;
  const [answer = ''] = question.accept;
  const unknown = known === undefined;
  const truth = feedback.truth(`<code>${escaped(answer)}</code>`);
  return {
    correct,
    said: [unknown ? feedback.unknownLine(escaped(answer)) : `${known} ${truth}`, question.because],
  };
}

/** A question whose answer is a number. */
export function gradeNumber(
  question: NumberQuestion | SimulatorQuestion,
  values: Values,
  truth: Answers,
  given: number,
): Grade {
  const answer = Number(truth.answer);
  const isNear = (value: Answer) => Math.abs(given - Number(value)) <= question.tolerance + 1e-9;
  const all = { ...values, answer };
  const because = fillIn(question.because, all);
  if (isNear(answer)) return { correct: true, said: [because] };
  const rule = question.wrong[truth.wrong.findIndex(isNear)];
  const unit = question.unit === undefined ? '' : ` ${question.unit}`;
  const known = rule ? `${fillIn(rule.because, all)} ` : '';
  return { correct: false, said: [known + feedback.truth(shown(answer) + unit), because] };
}

/** A question whose answer is a server. */
export function gradeServer(
  question: SimulatorQuestion,
  values: Values,
  truth: Answers,
  chosen: number,
): Grade {
  const { servers = [] } = question;
  const given = servers[chosen]?.server;
  const correct = given === truth.answer;
  const right = servers.find(({ server }) => server === truth.answer)?.text ?? '';
  const rule = question.wrong[truth.wrong.indexOf(given)];
  const known = rule ? `${fillIn(rule.because, values)} ` : '';
  const remarks = servers.map(({ server, because }, index): Remark => {
    const isRight = server === truth.answer;
    const mark =
      index === chosen ? (isRight ? 'yoursRight' : 'yoursWrong') : isRight ? 'right' : 'wrong';
    return { mark, because: fillIn(because, values) };
  });
  const because = fillIn(question.because, values);
  return {
    correct,
    said: correct ? [because] : [known + feedback.truth(right), because],
    remarks,
  };
}

/** The right answer, and what the wrong rules give. */
export interface Answers {
  readonly answer: Answer;
  readonly wrong: readonly Answer[];
}

/** The answers of a question that needs no engine. */
export function numberAnswers({ answer, wrong }: NumberQuestion, values: Values): Answers {
  return {
    answer: parseExpression(answer).evaluate(values),
    wrong: wrong.map(({ when }) => parseExpression(when).evaluate(values)),
  };
}

/** Reads `12`, `2.5`, `2,5`, `1,200` and `12 s`; `undefined` when it is no number. */
export function parseNumber(text: string): number | undefined {
  const [, sign = '', digits = ''] = /^\s*([-+−]?)\s*([\d.,]+)\s*[^\d.,]*$/.exec(text) ?? [];
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)
    ? digits.replaceAll(',', '')
    : digits.replace(',', '.');
  if (!/^(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  const value = Number(plain);
  return sign === '-' || sign === '−' ? -value : value;
}

/** White space counts as the programs count it. */
function normalizedLine(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
