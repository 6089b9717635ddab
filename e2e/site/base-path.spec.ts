import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { expect, test } from '@playwright/test';
import { buildIfStale, outputFolder } from '../../scripts/build.ts';
import { createStaticServer } from '../../scripts/static-server.ts';
import { listenForTrouble, pagesToOpen, scrollThrough } from './site.ts';

const base = '/upstream/';

// Chromium reports a view transition that a click cuts short as an error.
test.use({ reducedMotion: 'reduce' });
// One worker, so that one of them builds.
test.describe.configure({ mode: 'default' });
test.describe('under a sub-path', () => {
  let server: Server;
  let origin = '';

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    expect(buildIfStale(base)).toBe(true);
    server = createStaticServer(outputFolder(base), base);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  test.afterAll(() => server.close());

  for (const path of pagesToOpen('dist')) {
    test(`${path} and all that it needs is found`, async ({ page }) => {
      const trouble = listenForTrouble(page);
      await page.goto(`${origin}${base}${path.slice(1)}`);
      await scrollThrough(page);
      expect(trouble).toEqual([]);
    });
  }

  test('the search finds a page and leads to it', async ({ page }) => {
    const trouble = listenForTrouble(page);
    await page.goto(`${origin}${base}404.html`);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill('server');
    const result = page.getByRole('dialog').getByRole('link').first();
    await expect(result).toHaveAttribute('href', new RegExp(`^${base}`));
    await result.click();
    await expect(page).not.toHaveURL(/404/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(trouble).toEqual([]);
  });
});
