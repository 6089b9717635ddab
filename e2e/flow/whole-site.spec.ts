import { expect, test } from '@playwright/test';
import { violations } from '../axe.ts';
import { ready, scrubTo, timeOf } from './figure.ts';

test('the home page’s figure runs by itself, shows Pause, and lets a server be killed', async ({
  page,
}) => {
  await page.goto('/');
  const figure = await ready(page, 'whole-site');
  await expect(figure.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(() => timeOf(figure)).toBeGreaterThan(0.2);

  await figure.getByRole('button', { name: 'Pause' }).click();
  await scrubTo(figure, 10_000);
  const server = figure.getByRole('group', { name: 'Server 1', exact: true });
  await server.getByRole('button', { name: 'kill' }).click();
  await expect(figure.getByText('10.00 s: Server 1 has no power', { exact: true })).toBeVisible();

  await scrubTo(figure, 39_000);
  await figure.getByText('Everything that happened').click();
  await expect(
    figure.getByRole('cell', { name: 'Balancer 1 HAProxy marks Server 1 DOWN.' }),
  ).toBeVisible();
  await expect(figure.getByRole('cell', { name: /Alert “server1-silent” fires/ })).toBeVisible();
  await server.getByRole('button', { name: 'bring back' }).click();
  await expect(figure.getByText('39.00 s: Server 1 is on again', { exact: true })).toBeVisible();
});

for (const host of ['Balancer 1', 'Balancer 2', 'Server 2', 'Database 1', 'Database 2']) {
  test(`the site goes on without ${host}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/');
    const figure = await ready(page, 'whole-site');
    await scrubTo(figure, 5000);
    const group = figure.getByRole('group', { name: host, exact: true });
    await group.getByRole('button', { name: 'kill' }).click();
    await scrubTo(figure, 20_000);
    const answered = figure.locator('[data-sum="answered"]');
    const before = Number(await answered.textContent());
    await scrubTo(figure, 39_000);
    // Twelve requests a second for 19 seconds.
    expect(Number(await answered.textContent()) - before).toBeGreaterThan(220);
  });
}

for (const width of [390, 1280]) {
  test(`axe finds nothing after a failover, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/?v=1&fig=whole-site&at=5000ms:data1:drop&t=20000ms#whole-site');
    await ready(page, 'whole-site');
    expect(await violations(page, '#whole-site')).toEqual([]);
  });
}
