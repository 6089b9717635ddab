import { expect, test } from '@playwright/test';
import { openSimulator, summaryOf } from './simulator.ts';

const long = '?servers=4&rate=200&duration=120000ms';

test('a long run is computed in a worker, with progress, under the page’s own policy', async ({
  page,
}) => {
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  const simulator = await openSimulator(page);
  const before = await summaryOf(simulator).innerText();
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await simulator.getByRole('spinbutton', { name: 'Length of the run' }).fill('120000');
  await simulator.getByRole('spinbutton', { name: 'Requests', exact: true }).fill('100');
  await expect(simulator.getByText(/^12,001 requests/)).toBeVisible({ timeout: 30_000 });
  expect(before).not.toContain('12,001');
  expect(workers.length).toBeGreaterThan(0);
  expect(workers.every((url) => url.startsWith('http'))).toBe(true);
  expect(trouble).toEqual([]);
});

test('a long run can be canceled; the last change is undone', async ({ page }) => {
  const simulator = await openSimulator(page);
  const before = await summaryOf(simulator).innerText();
  const rate = simulator.getByRole('spinbutton', { name: 'Requests', exact: true });
  await simulator.getByRole('spinbutton', { name: 'Length of the run' }).evaluate((field) => {
    // At once, so that the worker cannot be quicker than the button.
    (field as HTMLInputElement).value = '120000';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const requests = document.getElementById('sim-rate') as HTMLInputElement;
    requests.value = '500';
    requests.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(() => {
      document.querySelector<HTMLButtonElement>('[data-act="cancel"]')?.click();
    });
  });
  await expect(rate).toHaveValue('20');
  await simulator.getByRole('button', { name: 'Undo' }).click();
  await expect(summaryOf(simulator)).toHaveText(before);
});

test('a link to a long run opens', async ({ page }) => {
  const simulator = await openSimulator(page, long);
  await expect(simulator.getByText(/^24,001 requests/)).toBeVisible({ timeout: 30_000 });
});
