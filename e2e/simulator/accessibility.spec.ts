import { expect, test, type Locator } from '@playwright/test';
import { violations } from '../axe.ts';
import { openSimulator } from './simulator.ts';

/** Besides the idle simulator, which is tested with its page. */
const states: readonly {
  readonly name: string;
  readonly query?: string;
  readonly reach?: (simulator: Locator) => Promise<void>;
}[] = [
  { name: 'mid-run', query: '?t=8000ms' },
  {
    name: 'with everything open',
    query: '?t=8000ms',
    reach: async (simulator) => {
      for (const summary of await simulator.locator('summary:visible').all()) {
        const isOpen = await summary.evaluate((each) => each.closest('details')?.open);
        if (!isOpen) await summary.click();
      }
    },
  },
  { name: 'compared', query: '?scenario=slow-server&t=9000ms' },
  { name: 'eight servers of nginx', query: '?lb.software=nginx&servers=8&shape=burst' },
  { name: 'a mission', query: '?mission=keep-serving' },
  {
    name: 'a mission done, with hints',
    query: '?mission=keep-serving&lb.redispatch=true',
    reach: async (simulator) => {
      await simulator.getByRole('button', { name: /hint/i }).click();
    },
  },
  { name: 'a question', query: '?mission=slow-one&t=5000ms' },
];

for (const { name, query, reach } of states) {
  test(`axe finds nothing: ${name}`, async ({ page }) => {
    const simulator = await openSimulator(page, query);
    await reach?.(simulator);
    expect(await violations(page, 'upstream-simulator')).toEqual([]);
  });
}

for (const query of ['', '?servers=8', '?scenario=slow-server', '?mission=slow-one']) {
  test(`nothing scrolls sideways at 320 px: ${query}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await openSimulator(page, query);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  });
}
