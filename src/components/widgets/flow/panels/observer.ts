/** What an observer reads on each hop of the figure's run, and the point where TLS ends, for the reader to move. */
import { find, findAll } from '#lib/dom.ts';
import { tlsModeOf } from '#sim/tls/encryption.ts';
import { observer as words } from '#strings/tls.ts';
import { observerMarkup, observerText } from './observer-markup.ts';
import { observedAt } from './observer-state.ts';
import type { CreatePanel } from './panel.ts';

export const createPanel: CreatePanel = (root, { say }) => {
  const body = find(root, HTMLElement, '[data-observer]');
  const choices = findAll(root, HTMLInputElement, '[data-tls-mode]');
  let shown = '';
  let shownMode = '';

  // The figure has this parameter among the others: one value, two places to set it.
  for (const choice of choices) {
    choice.addEventListener('change', () => {
      const parameter = root.closest('.flow')?.querySelector('[data-parameter$=".tls"] select');
      if (!(parameter instanceof HTMLSelectElement)) return;
      parameter.value = choice.value;
      parameter.dispatchEvent(new Event('input'));
    });
  }

  return {
    show(trace, tUs) {
      const { run } = trace;
      const observed = observedAt(trace, tUs);
      const markup = observerMarkup(run, observed);
      if (markup !== shown) {
        shown = markup;
        body.innerHTML = markup;
      }
      const mode = observed.balancer ? tlsModeOf(observed.balancer) : 'as-linked';
      if (mode === shownMode) return;
      for (const choice of choices) choice.checked = choice.value === mode;
      if (shownMode !== '' && mode !== 'as-linked') {
        say(observerText(run, words.modes[mode], observed));
      }
      shownMode = mode;
    },
  };
};
