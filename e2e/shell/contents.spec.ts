import { expect, test } from '@playwright/test';

const chapter = '/health-checks/';

test('the contents show where the reader is and what is not written yet', async ({ page }) => {
  await page.goto(chapter);
  const contents = page.getByRole('navigation', { name: 'Contents of the book' });
  await expect(contents.locator('[aria-current="page"]')).toContainText('Health checks');
  await expect(contents.getByText('Part', { exact: false })).toHaveCount(5);
  const unwritten = contents.getByRole('listitem').filter({ hasText: 'Beyond one data center' });
  await expect(unwritten.last()).toContainText('coming');
  await expect(unwritten.last().getByRole('link')).toHaveCount(0);
});

test('on a phone the contents open, close and can be used by keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(chapter);
  const contents = page.getByRole('navigation', { name: 'Contents of the book' });
  await expect(contents).toBeHidden();
  await page.getByRole('button', { name: 'Contents' }).focus();
  await page.keyboard.press('Enter');
  await expect(contents).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(contents.getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(contents).toBeHidden();
  await expect(page.getByRole('button', { name: 'Contents' })).toBeFocused();
});

test('a chapter says its part and number and what comes before and after', async ({ page }) => {
  await page.goto(chapter);
  await expect(page.getByText('Part 2 · Chapter 9')).toBeVisible();
  const neighbors = page.getByRole('navigation', { name: 'Chapters before and after' });
  await expect(neighbors).toContainText('Previous · Chapter 8');
  await expect(neighbors).toContainText('Next · Chapter 10');
});

test('print keeps the chapter and leaves out what only a screen needs', async ({ page }) => {
  await page.goto(chapter);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Contents of the book' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Search' })).toBeHidden();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
});
