import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { violations } from '../axe.ts';
import { ready, scrubTo } from './figure.ts';

const chapter = '/measuring-qps/';

async function open(page: Page, id: string, query = ''): Promise<Locator> {
  await page.goto(`${chapter}${query}#${id}`);
  return ready(page, id);
}

const panel = (figure: Locator, name: string) => figure.getByRole('group', { name });

const verdict = (figure: Locator) => figure.locator('.verdict');

test('the log shows the lines up to the moment, and all of them can be saved', async ({ page }) => {
  const figure = await open(page, 'spike-windows');
  const log = panel(figure, 'access.log of nginx');
  await expect(log).toContainText('0 lines');
  await scrubTo(figure, 9000);
  await expect(log).toContainText('second 8: 107 lines');
  await expect(figure.locator('[data-strip-text]')).toContainText('Second 8 has just ended.');
  await expect(log.getByRole('listitem')).toHaveCount(10);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    log.getByRole('button', { name: 'Download access.log' }).press('Enter'),
  ]);
  expect(download.suggestedFilename()).toBe('access.log');
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.filter((line) => line.includes(':10:00:08 '))).toHaveLength(107);
});

test('the windows show what a spike leaves in each of them', async ({ page }) => {
  const figure = await open(page, 'spike-windows', '?fig=spike-windows&t=150000ms');
  const rates = panel(figure, 'Requests per second');
  const row = (name: string) => rates.getByRole('row', { name: new RegExp(`^${name} `) });
  await expect(row('1 s')).toContainText('132/s');
  await expect(row('10 s')).toContainText('102/s');
  await expect(row('60 s')).toContainText('51/s');
});

test('a rule is judged by when users wait, and judged anew when it is changed', async ({
  page,
}) => {
  const figure = await open(page, 'spike-alert');
  await scrubTo(figure, 150_000);
  await expect(verdict(figure)).toContainText('Spike missed');
  await expect(verdict(figure)).toContainText('1 false alarm (at 53 s)');
  await figure.getByRole('spinbutton', { name: 'limit: requests/s above' }).fill('70');
  await figure.getByRole('spinbutton', { name: 'window of rate()' }).fill('10000');
  await scrubTo(figure, 150_000);
  await expect(verdict(figure)).toContainText('Spike caught, 2.2 s after');
  await expect(verdict(figure)).toContainText('No false alarm.');
});

test('a link opens the figure with its rule', async ({ page }) => {
  const query =
    '?fig=spike-alert&monitor.busy.above=100&monitor.busy.window=2000ms&monitor.busy.for=3000ms&t=150000ms';
  const figure = await open(page, 'spike-alert', query);
  await expect(verdict(figure)).toContainText('Spike caught, 2.2 s after');
  await figure.locator('summary', { hasText: 'prometheus.rules.yml' }).click();
  await expect(figure).toContainText('rate(nginx_http_requests_total{job="lb"}[2s]) > 100');
});

test('at each component rate times time is the number inside', async ({ page }) => {
  const figure = await open(page, 'littles-law', '?fig=littles-law&t=60000ms');
  const rows = panel(figure, 'Little’s law, measured').getByRole('row');
  await expect(rows).toHaveCount(4);
  for (const row of (await rows.all()).slice(1)) {
    const [, , product = '', inside = ''] = await row.getByRole('cell').allTextContents();
    expect(Math.abs(Number(product) / Number(inside) - 1)).toBeLessThan(0.05);
  }
});

test('with reduced motion nothing moves, and each step is told', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const figure = await open(page, 'spike-alert');
  await figure.getByRole('button', { name: 'Next step' }).press('Enter');
  await expect(figure).toContainText(/Alert “busy” fires: 4\d/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the log has its first lines, and the rates are told in words', async ({ page }) => {
    await page.goto(chapter);
    const windows = page.locator('#spike-windows');
    await expect(windows.locator('.log-lines li')).toHaveCount(10);
    await expect(windows.locator('.rates-panel')).toContainText('132/s in one of 1 s');
    await expect(page.locator('#spike-alert .rates-panel')).toContainText('Spike missed');
    await expect(page.locator('#littles-law .little-panel')).toContainText('ms');
    await expect(page.getByRole('button', { name: 'Download access.log' })).toBeHidden();
  });
});

for (const id of ['spike-windows', 'spike-alert', 'littles-law']) {
  test(`axe finds nothing in ${id}, idle and at the end`, async ({ page }) => {
    const figure = await open(page, id);
    expect(await violations(page, `#${id}`)).toEqual([]);
    await scrubTo(figure, id === 'littles-law' ? 60_000 : 150_000);
    expect(await violations(page, `#${id}`)).toEqual([]);
  });
}
