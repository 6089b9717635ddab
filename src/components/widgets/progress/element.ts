import { find } from '#lib/dom.ts';
import { setDone } from '#lib/done.ts';
import { exportProgress, importProgress, type ImportResult } from '#lib/progress-file.ts';
import { answers, clearProgress, noteQuiz } from '#lib/progress.ts';
import { progress as words } from '#strings/progress.ts';
import { dueQuestions, nextDue, standingOf, type Due, type QuizEntry } from './overview.ts';

/** Brings the markup of `Progress.astro` to life. */
class ProgressElement extends HTMLElement {
  #living = new AbortController();
  #quizzes: readonly QuizEntry[] = [];

  connectedCallback() {
    this.#living = new AbortController();
    const { signal } = this.#living;
    const data = find(this, HTMLScriptElement, 'script[type="application/json"]');
    this.#quizzes = JSON.parse(data.text) as QuizEntry[];
    const file = find(this, HTMLInputElement, 'input[type=file]');
    const dialog = find(this, HTMLDialogElement, 'dialog');
    find(this, HTMLElement, '.export').addEventListener('click', download, { signal });
    file.addEventListener('change', () => void this.#import(file), { signal });
    find(this, HTMLElement, '.clear').addEventListener(
      'click',
      () => {
        dialog.returnValue = '';
        dialog.showModal();
      },
      { signal },
    );
    dialog.addEventListener(
      'close',
      () => {
        if (dialog.returnValue === 'yes') this.#clear();
      },
      { signal },
    );
    // Another window may have answered something meanwhile.
    addEventListener('focus', this.#show, { signal });
    this.#show();
  }

  disconnectedCallback() {
    this.#living.abort();
  }

  #show = () => {
    const kept = answers();
    const now = Date.now();
    for (const quiz of this.#quizzes) {
      noteQuiz(quiz.id, quiz.hash, quiz.questions);
      const { answered, right } = standingOf(quiz, kept);
      const count = quiz.questions.length;
      const item = find(this, HTMLLIElement, `[data-quiz="${quiz.id}"]`);
      find(item, HTMLProgressElement, 'progress').value = answered;
      find(item, HTMLElement, '.count').textContent =
        answered === 0
          ? words.none(count)
          : answered === count
            ? words.done(count, right)
            : words.some(answered, count, right);
    }
    const due = dueQuestions(this.#quizzes, kept, now);
    const list = find(this, HTMLUListElement, '.due');
    list.hidden = due.length === 0;
    list.replaceChildren(...due.map(dueItem));
    const nothing = find(this, HTMLElement, '.nothing');
    const next = nextDue(this.#quizzes, kept, now);
    nothing.hidden = due.length > 0;
    nothing.textContent =
      next === undefined
        ? words.nothingDue
        : words.next(new Date(next).toLocaleDateString('en-US', { month: 'long', day: 'numeric' }));
  };

  async #import(file: HTMLInputElement) {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    let told: string;
    try {
      // Nothing longer could be taken; the rest of a wrong file need not be read.
      told = messageOf(importProgress(await chosen.slice(0, 2_500_000).text()));
    } catch {
      told = words.problems.unreadable;
    }
    // The same file may be chosen again.
    file.value = '';
    this.#show();
    this.#tell(told);
  }

  #clear() {
    clearProgress();
    for (const { id } of this.#quizzes) setDone(id, undefined);
    this.#show();
    this.#tell(words.cleared);
  }

  #tell(text: string) {
    find(this, HTMLElement, '[role=status]').textContent = text;
  }
}

customElements.define('upstream-progress', ProgressElement);

function messageOf(result: ImportResult): string {
  if ('problem' in result) return words.problems[result.problem];
  const { questions, taken } = result;
  return taken === questions && taken > 0
    ? words.importedAll(taken)
    : words.imported(questions, taken);
}

function dueItem({ quiz, question, number }: Due): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `${quiz.address}#q-${question}`;
  link.textContent = words.question(number, quiz.title);
  item.append(link);
  return item;
}

function download() {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([exportProgress()], { type: 'application/json' }));
  link.download = words.file;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}
