import { expect, test, type Locator } from '@playwright/test';
import { violations } from '../axe.ts';
import { openSimulator } from './simulator.ts';

const panelOf = (simulator: Locator) => simulator.getByRole('group', { name: /^Request \d+/ });

test('a request is opened, followed and closed with the keyboard alone', async ({ page }) => {
  const simulator = await openSimulator(page, '?t=2000ms');
  const open = simulator.getByRole('button', { name: 'Open a request' });
  await open.focus();
  await page.keyboard.press('Enter');
  const panel = panelOf(simulator);
  await expect(page.locator(':focus')).toHaveText(/^Request \d+/);
  const number = panel.getByRole('spinbutton', { name: 'Request' });
  await number.fill('17');
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('Request 17');
  await expect(page).toHaveURL(/[?&]request=17(&|$)/);

  const step = panel.getByRole('listitem').last().getByRole('button');
  await step.focus();
  await page.keyboard.press('Enter');
  await expect(step).toHaveAttribute('aria-current', 'step');
  await expect(simulator.locator('[data-pane="a"] .halo')).toHaveText('#17');

  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(open).toBeFocused();
  await expect(simulator.locator('.halo')).toHaveCount(0);
  await expect(page).not.toHaveURL(/request=/);

  await simulator.locator('summary', { hasText: /^Requests$/ }).click();
  const row = simulator.getByRole('button', { name: /^Open request \d+$/ }).first();
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
});

test('a link opens a request of A, which survives a changed setting', async ({ page }) => {
  const simulator = await openSimulator(page, '?compare=on&b.lb.retries=0&request=17&t=500ms');
  const panel = panelOf(simulator);
  await expect(panel).toContainText('Request 17');
  await expect(simulator.locator('[data-pane="b"] .halo')).toHaveCount(0);
  await simulator.getByRole('slider', { name: 'Requests' }).fill('40');
  await expect(panel).toContainText('Request 17');
  expect(await violations(page, '[data-request-panel]')).toEqual([]);
  await simulator.getByRole('button', { name: 'Reset' }).click();
  await expect(panel).toBeHidden();
});
