import { expect, type Locator, type Page } from '@playwright/test';

export const chapter = '/health-checks/';
export const figureId = 'lose-one-server';

/** Opens the chapter and waits until its first figure can be used. */
export async function openFigure(page: Page, query = ''): Promise<Locator> {
  await page.goto(`${chapter}${query}`);
  return ready(page, figureId);
}

export async function ready(page: Page, id: string): Promise<Locator> {
  const figure = page.locator(`upstream-flow#${id}`);
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.getByRole('button', { name: 'Restart' })).toBeVisible();
  return figure;
}

/** The time that the figure shows, in seconds. */
export async function timeOf(figure: Locator): Promise<number> {
  const text = await figure.locator('output').first().textContent();
  return Number.parseFloat(text ?? '');
}

/** Moves the time by the scrubber, as a reader with a keyboard or a mouse does. */
export async function scrubTo(figure: Locator, ms: number): Promise<void> {
  await figure.getByRole('slider', { name: 'Time' }).fill(String(ms));
}
