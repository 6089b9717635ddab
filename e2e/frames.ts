import type { Page } from '@playwright/test';

/** Lets the page draw `count` frames: long enough for whatever was about to move to have moved. */
export async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (left) => {
    for (; left > 0; left--) await new Promise(requestAnimationFrame);
  }, count);
}
