import { expect, test, type Locator } from '@playwright/test';
import { violations } from '../axe.ts';
import { figureId, openFigure, scrubTo } from './figure.ts';

/** Besides the idle figure, which is tested with its page. */
const states: readonly {
  readonly name: string;
  readonly reach: (figure: Locator) => Promise<void>;
}[] = [
  { name: 'mid-run', reach: (figure) => scrubTo(figure, 4600) },
  { name: 'at a question', reach: (figure) => scrubTo(figure, 2900) },
  {
    name: 'at a stop',
    reach: async (figure) => {
      await scrubTo(figure, 5950);
      await figure.getByRole('button', { name: 'Play' }).click();
      await expect(figure.getByRole('button', { name: 'Continue' })).toBeVisible();
    },
  },
  {
    name: 'changed, with everything open',
    reach: async (figure) => {
      await scrubTo(figure, 5000);
      await figure.getByRole('checkbox', { name: 'option redispatch' }).check();
      const server = figure.getByRole('group', { name: 'Server 1 nginx' });
      await server.getByRole('button', { name: 'drop packets' }).click();
      for (const summary of await figure.locator('summary:visible').all()) await summary.click();
    },
  },
  { name: 'finished', reach: (figure) => scrubTo(figure, 13000) },
];

for (const { name, reach } of states) {
  test(`axe finds nothing: ${name}`, async ({ page }) => {
    const figure = await openFigure(page);
    await reach(figure);
    expect(await violations(page, `#${figureId}`)).toEqual([]);
  });
}
