import { expect, test } from '@playwright/test';
import { listenForTrouble } from '../site/site.ts';

test('the search loads nothing before it is opened, then finds by keyboard alone', async ({
  page,
}) => {
  const trouble = listenForTrouble(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto('/health-checks/', { waitUntil: 'networkidle' });
  expect(requests.filter((path) => /search|pagefind/.test(path))).toEqual([]);

  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Search the book' });
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('failover');
  await expect(dialog.getByRole('status')).toContainText('found for “failover”');
  await expect(dialog.getByRole('link').first()).toHaveAttribute('href', /health-checks/);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(trouble).toEqual([]);
});

test('a word that is nowhere is answered in words', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('zzyzx');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(
    'Nothing found for “zzyzx”.',
  );
});
