/** The panel of Little's law: rate, time and number inside, measured at each component that writes a log. */
import { find, findAll, setText } from '#lib/dom.ts';
import { littlePanel as words } from '#strings/measuring.ts';
import { littleAt } from './little-numbers.ts';
import type { CreatePanel } from './panel.ts';

export const createPanel: CreatePanel = (root) => {
  const rows = findAll(root, HTMLTableRowElement, '[data-component]');
  return {
    show(trace, tUs) {
      for (const row of rows) {
        const numbers = littleAt(trace, Number(row.dataset['component']), tUs);
        const timeUs = numbers?.timeUs;
        const texts =
          numbers && timeUs !== undefined
            ? {
                rate: words.perSecond(numbers.perSecond),
                time: words.ms(timeUs),
                product: words.number((numbers.perSecond * timeUs) / 1_000_000),
                inside: words.number(numbers.inside),
              }
            : undefined;
        for (const name of ['rate', 'time', 'product', 'inside'] as const) {
          setText(find(row, HTMLElement, `[data-${name}]`), texts?.[name] ?? words.none);
        }
      }
    },
  };
};
