import { expect, test } from '@playwright/test';
import { frames } from '../frames.ts';
import { openFigure, scrubTo, timeOf } from './figure.ts';

const hung = '2.00 s: Server 1 nginx accepts connections and never answers';

test('nothing moves before the reader asks', async ({ page }) => {
  const figure = await openFigure(page);
  await frames(page, 20);
  expect(await timeOf(figure)).toBe(0);
});

test('the run halts at a question, at a stop, and compares what was predicted', async ({
  page,
}) => {
  const figure = await openFigure(page);
  await scrubTo(figure, 2500);
  await figure.getByLabel('Speed').selectOption('2');
  await figure.getByRole('button', { name: 'Play' }).click();
  await figure.getByRole('radio', { name: '30' }).check();
  await figure.getByRole('button', { name: 'Answer', exact: true }).click();

  await expect(figure.getByRole('button', { name: 'Continue' })).toBeVisible();
  await expect(figure.getByText('Stopped at 6.0 s', { exact: true })).toBeVisible();
  await figure.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(() => timeOf(figure)).toBeGreaterThan(6.05);

  await scrubTo(figure, 13000);
  await expect(figure.getByText(/^You said 30 requests/)).toBeVisible();
});

test('a question can be skipped and answered after all', async ({ page }) => {
  const figure = await openFigure(page);
  await scrubTo(figure, 2900);
  await figure.getByRole('button', { name: 'Skip' }).click();
  await expect(figure.getByText(/^Skipped:/)).toBeVisible();
  await figure.getByRole('button', { name: 'Answer it' }).click();
  await expect(figure.getByRole('radio').first()).toBeVisible();
  expect(await timeOf(figure)).toBe(2.9);
});

test('what the reader breaks is broken from then on, and can be undone', async ({ page }) => {
  const figure = await openFigure(page);
  await scrubTo(figure, 2000);
  const server = figure.getByRole('group', { name: 'Server 1 nginx' });
  await server.getByRole('button', { name: 'hang' }).click();
  await expect(server.getByRole('button', { name: 'hang' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(figure.getByText(hung, { exact: true })).toBeVisible();
  expect(await timeOf(figure)).toBe(2);
  await figure.getByRole('button', { name: 'Undo last' }).click();
  await expect(server.getByRole('button', { name: 'hang' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
});

test('a setting changes the run and the configuration at once', async ({ page }) => {
  const figure = await openFigure(page);
  await scrubTo(figure, 13000);
  const failed = figure.locator('.sum.is-failed dd');
  const before = Number(await failed.textContent());
  await figure.getByRole('checkbox', { name: 'option redispatch' }).check();
  await expect(figure.locator('pre ins')).toContainText('option redispatch');
  await expect.poll(async () => Number(await failed.textContent())).toBeLessThan(before);
  await figure.getByRole('button', { name: 'Reset everything' }).click();
  await expect(figure.locator('pre ins')).toHaveCount(0);
  expect(await timeOf(figure)).toBe(0);
});

test('playback stops when the figure is out of view', async ({ page }) => {
  const figure = await openFigure(page);
  await figure.getByRole('button', { name: 'Play' }).click();
  await page.evaluate(() => {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  });
  await expect(figure.getByRole('button', { name: 'Play' })).toBeAttached();
});

test('a figure that fails keeps its drawing, says so, and the others go on', async ({ page }) => {
  await page.addInitScript(() => {
    const parse = JSON.parse.bind(JSON);
    let first = true;
    JSON.parse = (text: string, reviver) => {
      if (first && text.includes('"figure"')) {
        first = false;
        throw new Error('on purpose');
      }
      return parse(text, reviver) as unknown;
    };
  });
  await page.goto('/health-checks/');
  const figures = page.locator('upstream-flow');
  await figures.first().scrollIntoViewIfNeeded();
  const alert = figures.first().getByRole('alert');
  await expect(alert).toContainText('has stopped working');
  await expect(alert.getByRole('link')).toHaveAttribute('href', /^mailto:.*on%20purpose/);
  await expect(figures.first().getByRole('img').first()).toBeVisible();
  await figures.nth(1).scrollIntoViewIfNeeded();
  await expect(figures.nth(1).getByRole('button', { name: 'Restart' })).toBeVisible();
});
