import { expect, test } from '@playwright/test';

test.use({ viewport: { width: 1280, height: 800 } });

test('the list of sections follows the reader and gives way to wide figures', async ({ page }) => {
  await page.goto('/health-checks/');
  const list = page.getByRole('navigation', { name: 'On this page' });
  await expect(list).toBeVisible();
  const second = list.getByRole('link').nth(1);
  await second.click();
  await expect(second).toHaveAttribute('aria-current', 'true');

  const wide = await page.evaluate(() => {
    const left = document.querySelector('.sections')?.getBoundingClientRect().left ?? 0;
    const blocks = [...document.querySelectorAll('.prose > *')];
    const figure = blocks.find((block) => block.getBoundingClientRect().right > left);
    figure?.scrollIntoView({ block: 'center', behavior: 'instant' });
    return figure !== undefined;
  });
  expect(wide).toBe(true);
  await expect(list).toBeHidden();
});
