import { isDone } from '#lib/done.ts';
import { ticks } from '#strings/en.ts';

/** Marks the chapters whose questions are all answered, over free space, so that nothing moves. */
export function enableTicks() {
  showTicks();
  // The last answer of this very page may complete its quiz.
  addEventListener('upstream-event', showTicks);
}

function showTicks() {
  const links = '#contents [data-quiz]:not(.is-done)';
  for (const link of document.querySelectorAll<HTMLElement>(links)) {
    const [quiz = '', hash = ''] = (link.dataset['quiz'] ?? '').split(' ');
    if (!isDone(quiz, hash)) continue;
    link.classList.add('is-done');
    const word = document.createElement('span');
    word.className = 'sr-only';
    word.textContent = ticks.done;
    link.append(word);
  }
}
