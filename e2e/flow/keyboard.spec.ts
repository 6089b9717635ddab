import { expect, test, type Locator, type Page } from '@playwright/test';
import { frames } from '../frames.ts';
import { openFigure, timeOf } from './figure.ts';

/** Tabs on until `target` has the focus, and checks that the focus can be seen there. */
async function tabTo(page: Page, target: Locator, backwards = false): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const outline = await target.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, 'the focus is visible').not.toBe('none');
      return;
    }
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`The focus never reached ${String(target)}.`);
}

test('every action can be done with the keyboard alone', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL ?? '' });
  const figure = await openFigure(page);
  const button = (name: string) => figure.getByRole('button', { name, exact: true });

  await tabTo(page, button('Copy link'));
  await page.keyboard.press('Enter');
  await expect(button('Link copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /\?v=1&fig=lose-one-server#lose-one-server$/,
  );

  await tabTo(page, button('Play'));
  await page.keyboard.press('Space');
  await expect(button('Pause')).toBeFocused();
  await expect.poll(() => timeOf(figure)).toBeGreaterThan(0.1);
  await page.keyboard.press('Enter');
  await expect(button('Play')).toBeFocused();

  await tabTo(page, button('Restart'));
  await page.keyboard.press('Enter');
  expect(await timeOf(figure)).toBe(0);
  await tabTo(page, button('Step'), true);
  await page.keyboard.press('Enter');
  const afterOne = await timeOf(figure);
  expect(afterOne).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  expect(await timeOf(figure)).toBeGreaterThan(afterOne);
  await tabTo(page, button('Step back'), true);
  await page.keyboard.press('Enter');
  expect(await timeOf(figure)).toBe(afterOne);

  await tabTo(page, figure.getByLabel('Speed'));
  await page.keyboard.press('ArrowDown');
  await expect(figure.getByLabel('Speed')).toHaveValue('1');
  await tabTo(page, figure.getByLabel('every hop'));
  await page.keyboard.press('Space');
  await expect(figure.getByLabel('every hop')).toBeChecked();
  await tabTo(page, button('Describe now'));
  await page.keyboard.press('Enter');
  await expect(figure.getByRole('status').last()).toContainText('1 request has arrived');

  const time = figure.getByRole('slider', { name: 'Time' });
  await tabTo(page, time);
  await page.keyboard.press('End');
  expect(await timeOf(figure)).toBe(13);
  await expect(time).toHaveAttribute('aria-valuetext', '13.00 s of 13.0 s');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect(await timeOf(figure)).toBeGreaterThan(0);

  const server = figure.getByRole('group', { name: 'Server 1 nginx' });
  await tabTo(page, server.getByRole('button', { name: 'refuse now' }));
  await page.keyboard.press('Space');
  await expect(figure.getByText('Server 1 nginx refuses connections').first()).toBeVisible();
  await tabTo(page, button('Undo last'));
  await page.keyboard.press('Enter');
  await expect(button('Undo last')).toBeHidden();

  await tabTo(page, figure.getByRole('slider', { name: 'inter' }));
  await page.keyboard.press('ArrowRight');
  await expect(figure.getByRole('spinbutton', { name: 'inter' })).toHaveValue('1100');
  await tabTo(page, figure.getByRole('checkbox', { name: 'option redispatch' }));
  await page.keyboard.press('Space');
  await expect(figure.locator('pre ins')).toHaveCount(2);

  await tabTo(page, figure.getByText('Everything marked on the timeline'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await timeOf(figure)).toBe(2.9);

  // Backwards, a group of choices is entered at its last one.
  await tabTo(page, figure.getByRole('radio').last(), true);
  await page.keyboard.press('ArrowUp');
  await tabTo(page, button('Answer'));
  await page.keyboard.press('Enter');
  await expect(figure.getByText(/^You said 30 requests\. Let it run\./)).toBeVisible();
  await expect(button('Continue')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button('Continue')).toBeHidden();

  await tabTo(page, button('Copy'));
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('option redispatch');
  await tabTo(page, button('Reset everything'), true);
  await page.keyboard.press('Enter');
  await expect(figure.locator('pre ins')).toHaveCount(0);
});

test('keys pressed outside the figure do nothing to it', async ({ page }) => {
  const figure = await openFigure(page);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  for (const key of ['k', 'p', '.', 'Enter', 'ArrowRight']) await page.keyboard.press(key);
  await frames(page, 10);
  expect(await timeOf(figure)).toBe(0);
});
