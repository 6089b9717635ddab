import { isDone } from '#lib/done.ts';
import { ticks } from '#strings/progress.ts';

showTicks();
// The last answer of this very page may have completed its quiz.
addEventListener('upstream-event', showTicks);

/** Marks the chapters whose questions are all answered, over free space, so that nothing moves. */
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
