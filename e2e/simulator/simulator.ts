import { expect, type Locator, type Page } from '@playwright/test';

/** Opens the simulator, and waits until it is alive. */
export async function openSimulator(page: Page, query = ''): Promise<Locator> {
  await page.goto(`/simulator/${query}`);
  const simulator = page.locator('upstream-simulator');
  await expect(simulator.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await expect(summaryOf(simulator)).not.toBeEmpty();
  return simulator;
}

/** The whole run in one sentence. */
export function summaryOf(simulator: Locator): Locator {
  return simulator.getByText(/\d requests: /).first();
}

/** One number of the table “The whole run”. */
export function resultOf(simulator: Locator, name: string, column = 0): Locator {
  return simulator
    .getByRole('region', { name: 'The whole run' })
    .getByRole('row', { name: new RegExp(`^${name} `) })
    .getByRole('cell')
    .nth(column);
}
