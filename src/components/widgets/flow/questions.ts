/** The predictions of a figure: asked when the run comes to them, compared when it is decided. */
import { find, findAll } from '#lib/dom.ts';
import { tellEvent } from '#lib/tell.ts';
import type { Trace } from '#sim/trace.ts';
import { halts as words } from '#strings/flow.ts';
import { choiceText, comparison, isRight, resolvedUs } from './halts.ts';
import { setInline } from './parts.ts';
import type { Prediction } from './scenario.ts';

interface Question {
  readonly prediction: Prediction;
  readonly box: HTMLElement;
  status: 'open' | 'answered' | 'skipped';
  /** It was answered for a run that has been changed since. */
  reopened: boolean;
  given: string;
  /** The question has been said aloud. */
  told: boolean;
  /** The comparison, and from when on it may be shown; worked out once for each run and answer. */
  outcome?: {
    readonly trace: Trace;
    readonly given: string;
    readonly text: string;
    readonly fromUs: number;
  };
}

export interface Questions {
  /** Whether playback has to wait for this one. */
  isOpen(id: string): boolean;
  /** When the first question from `fromUs` on comes that is neither answered nor skipped; `Infinity` when there is none. */
  firstOpenUs(fromUs?: number): number;
  /** All are asked again: the run has changed. */
  reopen(): void;
  /** Shows what there is to show at `tUs`. @returns What is worth saying aloud. */
  show(trace: Trace, tUs: number): string;
  focus(id: string): void;
}

/**
 * @param settled Called when a question has been answered or skipped.
 * @param ask Called when the reader wants to answer one that the run has passed.
 */
export function createQuestions(
  root: ParentNode,
  predictions: readonly Prediction[],
  settled: () => void,
  ask: (prediction: Prediction) => void,
): Questions {
  const questions = predictions.map((prediction): Question => {
    const box = find(root, HTMLElement, `[data-prediction="${prediction.id}"]`);
    const question: Question = {
      prediction,
      box,
      status: 'open',
      reopened: false,
      given: '',
      told: false,
    };
    const form = find(box, HTMLFormElement, 'form');
    form.onsubmit = (event) => {
      event.preventDefault();
      question.status = 'answered';
      question.reopened = false;
      const [given] = new FormData(form).values();
      question.given = typeof given === 'string' ? given : '';
      settled();
    };
    find(box, HTMLButtonElement, '[data-act="skip"]').onclick = () => {
      question.status = 'skipped';
      settled();
    };
    find(box, HTMLButtonElement, '[data-act="reopen"]').onclick = () => {
      question.status = 'open';
      ask(prediction);
    };
    return question;
  });

  function show(question: Question, trace: Trace, tUs: number): string {
    const { prediction, box, status, given } = question;
    const askedUs = prediction.at_ms * 1000;
    const isAsked = status === 'open' && tUs === askedUs;
    box.hidden = tUs < askedUs;
    find(box, HTMLFormElement, 'form').hidden = !isAsked;
    const isPassed = status === 'skipped' || (status === 'open' && !isAsked);
    find(box, HTMLButtonElement, '[data-act="reopen"]').hidden = !isPassed;
    const result = find(box, HTMLElement, '[data-result]');
    result.hidden = isAsked;
    box.dataset['status'] = isAsked ? 'asked' : isPassed ? 'skipped' : 'answered';
    if (isAsked) {
      if (question.told) return '';
      question.told = true;
      return prediction.question;
    }
    if (isPassed) {
      const passed = question.reopened ? words.reopened : words.skipped;
      setInline(result, passed(prediction.question));
      return '';
    }
    if (question.outcome?.trace !== trace || question.outcome.given !== given) {
      const text = comparison(trace, prediction, given);
      question.outcome = { trace, given, text, fromUs: resolvedUs(trace, prediction) };
    }
    const { outcome } = question;
    const isResolved = tUs >= outcome.fromUs;
    const text = isResolved
      ? outcome.text
      : words.answered(choiceText(trace.run, prediction, given));
    setInline(result, text);
    if (!isResolved || box.dataset['told'] === text) return '';
    box.dataset['told'] = text;
    const correct = isRight(trace, prediction, given);
    tellEvent(box, 'prediction:answered', { prediction: prediction.id, correct });
    return text;
  }

  return {
    isOpen: (id) =>
      questions.some(({ prediction, status }) => prediction.id === id && status === 'open'),
    firstOpenUs: (fromUs = 0) =>
      questions
        .filter(({ status }) => status === 'open')
        .map(({ prediction }) => prediction.at_ms * 1000)
        .reduce((first, atUs) => (atUs >= fromUs ? Math.min(first, atUs) : first), Infinity),
    reopen() {
      for (const question of questions) {
        question.reopened ||= question.status === 'answered';
        question.status = 'open';
        question.told = false;
        delete question.box.dataset['told'];
        find(question.box, HTMLFormElement, 'form').reset();
      }
    },
    show: (trace, tUs) =>
      questions
        .map((question) => show(question, trace, tUs))
        .filter((text) => text !== '')
        .join(' '),
    focus(id) {
      const box = questions.find(({ prediction }) => prediction.id === id)?.box;
      if (box) findAll(box, HTMLInputElement, 'input')[0]?.focus({ preventScroll: true });
    },
  };
}
