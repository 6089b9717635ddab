import { expect, test } from '@playwright/test';
import { openSimulator } from './simulator.ts';

test('playing moves the time, and numbers hold still long enough to be read', async ({ page }) => {
  await page.clock.install();
  const simulator = await openSimulator(page);
  await simulator.getByRole('button', { name: 'Play' }).click();
  const changes = await simulator.evaluateHandle((root) => {
    const times: number[] = [];
    const number = root.querySelector('[data-sum="arrived"]');
    const observer = new MutationObserver(() => times.push(performance.now()));
    if (number) observer.observe(number, { childList: true, characterData: true, subtree: true });
    return times;
  });
  await page.clock.runFor(3500);
  const times = await changes.jsonValue();
  expect(times.length).toBeGreaterThan(1);
  for (const [index, time] of times.entries()) {
    if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThan(950);
  }
  await simulator.getByRole('button', { name: 'Pause' }).click();
  const time = Number(await simulator.getByRole('slider', { name: 'Time' }).inputValue());
  expect(time).toBeGreaterThan(1500);
});

test('steps go from event to event and are told', async ({ page }) => {
  const simulator = await openSimulator(page, '?t=4900ms');
  await simulator.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(simulator.getByRole('slider', { name: 'Time' })).toHaveValue('5000');
  await expect(simulator.getByText('web 2 refuses connections.').first()).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page shows its first drawing, what to look for, and the missions', async ({ page }) => {
    await page.goto('/simulator/');
    await expect(page.getByRole('img', { name: /HAProxy and 3 servers/ }).first()).toBeVisible();
    await expect(page.getByText(/Each client always gets the same server/)).toBeVisible();
    await expect(page.getByText(/fewer than 1 % of the requests fail/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Play' })).toBeHidden();
    await page.getByText('The debrief, and a solution').first().click();
    await expect(page.getByText(/A solution:/).first()).toBeVisible();
  });
});
