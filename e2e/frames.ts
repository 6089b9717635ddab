import type { Page } from '@playwright/test';

/**
 * Lets the page draw `count` frames: long enough for whatever was about to move to have moved. A browser without a screen may
 * stop drawing on a busy machine; half a second is longer than any frame.
 */
export async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (left) => {
    for (; left > 0; left--) {
      await new Promise((done) => {
        requestAnimationFrame(done);
        setTimeout(done, 500);
      });
    }
  }, count);
}
