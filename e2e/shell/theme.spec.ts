import { expect, test } from '@playwright/test';

const dark = 'rgb(19, 22, 26)';
const light = 'rgb(250, 247, 240)';

test.use({ colorScheme: 'light', reducedMotion: 'reduce' });

test('the theme follows the system until the reader chooses, and is kept', async ({ page }) => {
  await page.goto('/');
  const body = page.locator('body');
  const button = page.getByRole('button', { name: 'Dark theme' });
  await expect(body).toHaveCSS('background-color', light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(body).toHaveCSS('background-color', dark);
  await expect(button).toHaveAttribute('aria-pressed', 'true');

  await button.click();
  await expect(body).toHaveCSS('background-color', light);
  await page.reload();
  await expect(body).toHaveCSS('background-color', light);
  await expect(button).toHaveAttribute('aria-pressed', 'false');

  await button.click();
  await expect(body).toHaveCSS('background-color', dark);
  expect(await page.evaluate(() => localStorage.getItem('upstream.theme'))).toBeNull();
});

test('what another program left in the storage harms nothing', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('upstream.theme', '{"theme":');
  });
  const errors: unknown[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto('/');
  await expect(page.locator('body')).toHaveCSS('background-color', light);
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('body')).toHaveCSS('background-color', dark);
  expect(errors).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  for (const [colorScheme, color] of [
    ['light', light],
    ['dark', dark],
  ] as const) {
    test(`the theme is the system's: ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto('/');
      await expect(page.locator('body')).toHaveCSS('background-color', color);
      await expect(page.getByRole('button', { name: 'Dark theme' })).toBeHidden();
      await expect(page.getByRole('button', { name: 'Search' })).toBeHidden();
    });
  }
});
