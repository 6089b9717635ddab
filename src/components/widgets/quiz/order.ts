/** Lets a reader move the items of a list by buttons. */
import { findAll } from '#lib/dom.ts';
import { quiz as words } from '#strings/quiz.ts';

/** @param say Tells a reader who does not see it where the item has come to. */
export function enableOrder(list: Element, say: (text: string) => void, signal: AbortSignal): void {
  list.addEventListener(
    'click',
    ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      const item = button?.closest('li');
      if (!button || !item || button.getAttribute('aria-disabled') === 'true') return;
      const isUp = button.classList.contains('up');
      const other = isUp ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (isUp) other.before(item);
      else other.after(item);
      // An element that is moved loses the focus.
      button.focus();
      updateEnds(list);
      const items = [...list.children];
      const text = item.querySelector('.text')?.textContent ?? '';
      say(words.moved(text.trim(), items.indexOf(item) + 1, items.length));
    },
    { signal },
  );
}

/** Of each place, which item is there, by its place in the right order. */
export function orderOf(list: Element): number[] {
  return findAll(list, HTMLLIElement, ':scope > li').map((item) => Number(item.dataset['item']));
}

/** @param order As `orderOf` gives it. */
export function arrange(list: Element, order: readonly number[]): void {
  const items = findAll(list, HTMLLIElement, ':scope > li');
  for (const each of order) {
    const item = items.find(({ dataset }) => Number(dataset['item']) === each);
    if (item) list.append(item);
  }
  updateEnds(list);
}

/** The buttons that lead nowhere keep the focus, but say so. */
export function updateEnds(list: Element, isAnswered = false): void {
  for (const button of findAll(list, HTMLButtonElement, 'button')) {
    const item = button.closest('li');
    const end = button.classList.contains('up') ? 'previousElementSibling' : 'nextElementSibling';
    button.setAttribute('aria-disabled', String(isAnswered || item?.[end] === null));
  }
}
