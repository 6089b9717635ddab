/** One question, brought to life: reads the answer, has it graded, shows the feedback, and starts anew. */
import { find, findAll } from '#lib/dom.ts';
import { drawNumbers, nextSeed, shuffled } from '#sim/draw.ts';
import { fillIn, type Values } from '#sim/expression.ts';
import type { Run } from '#sim/run.ts';
import { feedback as words, option as optionWords } from '#strings/quiz.ts';
import {
  gradeLine,
  gradeNumber,
  gradeOptions,
  gradeOrder,
  gradeServer,
  numberAnswers,
  parseNumber,
  type Grade,
} from './grade.ts';
import { arrange, enableOrder, orderOf, updateEnds } from './order.ts';
import { builtSeed, type Question } from './question.ts';
import { clearRemarks, showFeedback, showHint, showRemarks } from './view.ts';

export interface Surroundings {
  readonly runs: ReadonlyMap<string, Run>;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly answered: (question: Question, correct: boolean) => void;
}

/** What a grade needs besides the answer: a hint instead when nothing was answered. */
type Outcome = Grade | { readonly hint: string };

export function enliven(form: HTMLFormElement, question: Question, around: Surroundings): void {
  const { runs, signal, answered } = around;
  const status = find(form, HTMLElement, '.feedback');
  const submit = find(form, HTMLButtonElement, '[type=submit]');
  const again = find(form, HTMLButtonElement, '.again');
  const list = form.querySelector('.options');
  let seed = around.seed;
  let isAnswered = false;

  if (question.kind === 'order' && list) {
    const announce = (text: string) => {
      showHint(status, text);
    };
    enableOrder(list, announce, signal);
  }
  if (seed !== builtSeed || form.classList.contains('is-answered')) begin();
  else if (question.kind === 'order' && list) updateEnds(list);

  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      if (!isAnswered) void answer();
    },
    { signal },
  );
  again.addEventListener(
    'click',
    () => {
      const drawn = 'draw' in question;
      seed = drawn ? nextSeed(question.draw, seed) : seed + 1;
      begin();
      find(form, HTMLElement, 'fieldset :is(input, button)').focus();
    },
    { signal },
  );
  // What was answered stays as it is, and can still be read option by option.
  form.addEventListener(
    'click',
    (event) => {
      const isChoice = (event.target as Element).closest('input, label');
      if (isAnswered && isChoice) event.preventDefault();
    },
    { signal },
  );
  form.addEventListener(
    'change',
    () => {
      for (const spot of findAll(form, HTMLElement, '.spot')) {
        const input = document.getElementById(spot.getAttribute('for') ?? '');
        spot.classList.toggle('is-chosen', input instanceof HTMLInputElement && input.checked);
      }
    },
    { signal },
  );

  async function answer() {
    const drawnFrom = seed;
    let outcome: Outcome;
    try {
      outcome = await gradeOf(valuesNow());
    } catch {
      outcome = { hint: words.failed };
    }
    if (isAnswered || seed !== drawnFrom || signal.aborted) return;
    if ('hint' in outcome) {
      showHint(status, outcome.hint);
      return;
    }
    const { correct, remarks } = outcome;
    setAnswered(true);
    if (remarks) showRemarks(optionsOf(form), remarks, (mark) => optionWords[mark]);
    showFeedback(status, outcome, correct ? words.right : words.wrong);
    answered(question, correct);
  }

  async function gradeOf(values: Values): Promise<Outcome> {
    switch (question.kind) {
      case 'choice':
      case 'choices':
      case 'point': {
        const chosen = chosenIn(form);
        const hint = question.kind === 'choices' ? words.chooseSome : words.chooseOne;
        return chosen.length === 0 ? { hint } : gradeOptions(question, chosen);
      }
      case 'order':
        return gradeOrder(question, list ? orderOf(list) : []);
      case 'line': {
        const { value } = find(form, HTMLInputElement, 'input');
        return value.trim() === '' ? { hint: words.typeLine } : gradeLine(question, value);
      }
      case 'number': {
        const given = parseNumber(find(form, HTMLInputElement, 'input').value);
        if (given === undefined) return { hint: words.typeNumber };
        return gradeNumber(question, values, numberAnswers(question, values), given);
      }
      case 'simulator': {
        const [chosen] = chosenIn(form);
        const given = question.servers
          ? chosen
          : parseNumber(find(form, HTMLInputElement, 'input').value);
        if (given === undefined) {
          return { hint: question.servers ? words.chooseOne : words.typeNumber };
        }
        showHint(status, words.working);
        const [{ simulatorAnswers }, { modulesFor }] = await Promise.all([
          import('./ask.ts'),
          import('./modules.ts'),
        ]);
        const truth = simulatorAnswers(question, runs, values, await modulesFor(runs.values()));
        const link = form.querySelector<HTMLAnchorElement>('.show');
        if (link && question.figure !== undefined) {
          link.href = `${question.figure}?${truth.query}#${question.scenario}`;
        }
        const grade = question.servers ? gradeServer : gradeNumber;
        return grade(question, values, truth, given);
      }
    }
  }

  /** The question as nobody has answered it, with the numbers of `seed`. */
  function begin() {
    form.reset();
    clearRemarks(optionsOf(form));
    status.replaceChildren();
    for (const spot of findAll(form, HTMLElement, '.spot')) spot.classList.remove('is-chosen');
    if ('draw' in question) {
      find(form, HTMLElement, '.prompt').innerHTML = fillIn(question.prompt, valuesNow());
    }
    if (question.kind === 'order' && list) arrange(list, shuffled(question.items.length, seed));
    setAnswered(false);
  }

  function setAnswered(value: boolean) {
    isAnswered = value;
    form.classList.toggle('is-answered', value);
    submit.setAttribute('aria-disabled', String(value));
    again.hidden = !value;
    const link = form.querySelector<HTMLAnchorElement>('.show');
    if (link) link.hidden = !value;
    for (const input of findAll(form, HTMLInputElement, 'input')) {
      if (input.type === 'text') input.readOnly = value;
      else if (value) input.setAttribute('aria-disabled', 'true');
      else input.removeAttribute('aria-disabled');
    }
    if (question.kind === 'order' && list) updateEnds(list, value);
  }

  function valuesNow(): Values {
    return 'draw' in question ? drawNumbers(question.draw, seed) : {};
  }
}

function optionsOf(form: HTMLFormElement): HTMLElement[] {
  return findAll(form, HTMLLIElement, '.options > li');
}

function chosenIn(form: HTMLFormElement): number[] {
  return findAll(form, HTMLInputElement, 'input:checked').map(({ value }) => Number(value));
}
