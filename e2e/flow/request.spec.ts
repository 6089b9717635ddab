import { expect, test, type Locator } from '@playwright/test';
import { violations } from '../axe.ts';
import { frames } from '../frames.ts';
import { openFigure, scrubTo, timeOf } from './figure.ts';

/** Request 62 goes to server 2, which refuses it until no attempt is left. */
const link = '?v=1&fig=lose-one-server&request=62&t=3700ms#lose-one-server';

const panelOf = (figure: Locator) => figure.getByRole('group', { name: /^Request \d+/ });
const steps = (panel: Locator) => panel.getByRole('listitem');
const current = (panel: Locator) => panel.locator('[aria-current="step"]');

test('a request is opened, followed and closed with the keyboard alone', async ({ page }) => {
  const figure = await openFigure(page);
  await scrubTo(figure, 3700);
  const row = figure.getByRole('button', { name: 'Open request 62', exact: true });
  await row.focus();
  await page.keyboard.press('Enter');
  const panel = panelOf(figure);
  await expect(panel).toContainText('got 503 after 3.36 s. 3 retries.');
  await expect(page.locator(':focus')).toHaveText(/^Request 62/);
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await expect(figure.getByRole('status').last()).toContainText('Request 62.');
  await expect(current(panel)).toHaveText('Pause in HAProxy');

  const attempt = panel.getByRole('button', { name: 'Connects to Server 2 nginx, attempt 3' });
  await attempt.focus();
  await page.keyboard.press('Enter');
  expect(await timeOf(figure)).toBe(5.33);
  await expect(attempt).toHaveAttribute('aria-current', 'step');
  await expect(attempt).toBeFocused();

  await panel.getByRole('button', { name: 'Next', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('got 200 after 312 ms.');
  await expect(panel).toContainText('In plaintext: HAProxy to Server 1 nginx.');
  await expect(panel.getByRole('button', { name: 'Next', exact: true })).toBeFocused();
  await panel.getByRole('spinbutton', { name: 'Request' }).fill('64');
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('Set out at 3.25 s, got 503');

  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page.locator(':focus')).toHaveText(/^(62|Open a request)$/);
});

test('the button above the table opens the request that has been under way longest', async ({
  page,
}) => {
  const figure = await openFigure(page);
  await scrubTo(figure, 3700);
  const open = figure.getByRole('button', { name: 'Open a request' });
  await open.click();
  const panel = panelOf(figure);
  await expect(panel).toContainText('Request 58');
  await panel.getByRole('button', { name: 'Next in the drawing' }).click();
  await expect(panel).not.toContainText('Request 58');
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(open).toBeFocused();
});

test('a dot in the drawing opens its request, which wears a ring', async ({ page }) => {
  const figure = await openFigure(page);
  await scrubTo(figure, 500);
  const dot = figure.locator('.stage svg:visible .dots [data-request]').first();
  const request = Number(await dot.getAttribute('data-request')) + 1;
  // A hollow dot is hit in its middle, too.
  const box = await dot.boundingBox();
  if (!box) throw new Error('The dot is not drawn.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(panelOf(figure)).toContainText(`Request ${request}`);
  await expect(figure.locator('.stage svg:visible .halo')).toHaveText(`#${request}`);
});

test('a link opens the request, and survives a changed setting', async ({ page }) => {
  const figure = await openFigure(page, link);
  const panel = panelOf(figure);
  await expect(steps(panel)).toHaveCount(11);
  await expect(current(panel)).toHaveText('Pause in HAProxy');
  await figure.getByRole('spinbutton', { name: 'retries' }).fill('1');
  await expect(steps(panel)).toHaveCount(7);
  await expect(panel).toContainText('1 retry.');
  await scrubTo(figure, 1000);
  await expect(panel).toContainText('At 1.00 s it has not set out yet.');
  await expect(current(panel)).toHaveCount(0);
  await figure.getByRole('button', { name: 'Reset everything' }).click();
  await expect(panel).toBeHidden();
});

test('a request does not answer a question that is still open', async ({ page }) => {
  const figure = await openFigure(page, link.replace('62&t=3700', '55&t=2850'));
  const panel = panelOf(figure);
  await expect(panel).toContainText('What becomes of it is told when the question is answered.');
  await expect(panel).not.toContainText('got 200');
  await scrubTo(figure, 2900);
  await figure.getByRole('button', { name: 'Skip' }).click();
  await expect(panel).toContainText('got 200');
});

for (const request of ['0', '-1', '1e3', '99999', 'x']) {
  test(`a link to request ${request} opens none`, async ({ page }) => {
    const figure = await openFigure(page, link.replace('=62', `=${request}`));
    expect(await timeOf(figure)).toBe(3.7);
    await frames(page, 15);
    await expect(panelOf(figure)).toBeHidden();
    await expect(figure.getByRole('alert')).toBeHidden();
  });
}

test('printed, a request is a text', async ({ page }) => {
  const figure = await openFigure(page, link);
  await expect(steps(panelOf(figure))).toHaveCount(11);
  await page.emulateMedia({ media: 'print' });
  await expect(figure.getByText('For the pause after the failed attempt').first()).toBeVisible();
  await expect(figure.getByRole('button', { name: 'Close' })).toBeHidden();
});

test('at 320 pixels nothing of it is out of reach', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  const figure = await openFigure(page, link);
  const panel = panelOf(figure);
  await expect(steps(panel)).toHaveCount(11);
  const overflow = await panel.evaluate(
    ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('axe finds nothing in an opened request', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const figure = await openFigure(page, link);
  await expect(steps(panelOf(figure))).toHaveCount(11);
  expect(await violations(page, '#lose-one-server')).toEqual([]);
});
