import { expect, test } from '@playwright/test';
import { openFigure, ready, scrubTo, timeOf } from './figure.ts';

const hung = '2.00 s: Server 1 nginx accepts connections and never answers';

test('a link opens the figure as its author left it', async ({ page }) => {
  const figure = await openFigure(
    page,
    '?v=1&fig=lose-one-server&lb.fall=5&lb.redispatch=true&at=2000ms:web1:hang&t=4600ms#lose-one-server',
  );
  expect(await timeOf(figure)).toBe(4.6);
  await expect(figure.getByRole('spinbutton', { name: 'fall' })).toHaveValue('5');
  await expect(figure.getByRole('checkbox', { name: 'option redispatch' })).toBeChecked();
  await expect(figure.getByText(hung, { exact: true })).toBeVisible();
  await expect(figure.getByText(/^Skipped:/), 'it starts beyond the question').toBeVisible();
});

test('a link to a stop shows what is said there', async ({ page }) => {
  const figure = await openFigure(page, '?fig=lose-one-server&t=6045ms#lose-one-server');
  await expect(figure.getByText('Stopped at 6.0 s', { exact: true })).toBeVisible();
  await expect(figure.locator('[data-strip-text]')).toContainText('server 2 is DOWN');
  await figure.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(() => timeOf(figure)).toBeGreaterThan(6.1);
});

test('a link to one figure leaves the others alone', async ({ page }) => {
  await page.goto('/health-checks/?v=1&fig=server-hangs&t=5000ms#server-hangs');
  const hangs = await ready(page, 'server-hangs');
  expect(await timeOf(hangs)).toBe(5);
  const first = await ready(page, 'lose-one-server');
  expect(await timeOf(first)).toBe(0);
  await scrubTo(first, 3000);
  expect(await timeOf(hangs), 'two figures keep their own time').toBe(5);
});

const malformed = [
  't=NaN',
  't=-1ms',
  't=1e99ms',
  'lb.inter=1ms',
  'lb.inter=abc&lb.fall=&lb.rise=%00',
  'at=:::&at=3000ms:web2:explode&at=3000ms:__proto__:up',
  'seed=abc',
  'lb.balance=<script>alert(1)</script>',
  '%E0%A4%A&fig=%',
  `x=${'y'.repeat(4000)}`,
];

for (const query of malformed) {
  test(`the link “${query.slice(0, 60)}” leaves the figure whole`, async ({ page }) => {
    const trouble: string[] = [];
    page.on('pageerror', (error) => trouble.push(String(error)));
    const figure = await openFigure(page, `?fig=lose-one-server&${query}`);
    expect(await timeOf(figure)).toBe(0);
    await expect(figure.getByRole('alert')).toBeHidden();
    await expect(figure.locator('pre ins')).toHaveCount(0);
    await figure.getByRole('button', { name: 'Step', exact: true }).click();
    expect(await timeOf(figure)).toBeGreaterThan(0);
    expect(trouble).toEqual([]);
  });
}
