import { expect, test } from '@playwright/test';

test('an address that leads nowhere says so and offers a way on', async ({ page }) => {
  const response = await page.goto('/no/such/page/');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page).not.toHaveURL(/no\/such/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
