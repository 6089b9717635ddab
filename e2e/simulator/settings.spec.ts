import { expect, test } from '@playwright/test';
import { openSimulator, resultOf, summaryOf } from './simulator.ts';

test('a setting changes the result at once, undo takes it back, and redo does it again', async ({
  page,
}) => {
  const simulator = await openSimulator(page);
  const before = await resultOf(simulator, 'failed').innerText();
  await simulator.getByText('Retries and timeouts').click();
  await simulator.getByLabel('option redispatch').check();
  await expect(resultOf(simulator, 'failed')).toHaveText('0');
  await simulator.getByRole('button', { name: 'Undo' }).click();
  await expect(resultOf(simulator, 'failed')).toHaveText(before);
  await simulator.getByRole('button', { name: 'Redo' }).click();
  await expect(resultOf(simulator, 'failed')).toHaveText('0');
  await simulator.getByRole('button', { name: 'Reset' }).click();
  await expect(resultOf(simulator, 'failed')).toHaveText(before);
});

test('the program, its algorithms and its settings change together', async ({ page }) => {
  const simulator = await openSimulator(page);
  await simulator.getByLabel('Load balancer').selectOption('nginx');
  await expect(simulator.getByLabel('balance', { exact: true })).toHaveValue('smooth-wrr');
  await expect(simulator.getByText('upstream servers {')).toBeVisible();
  await expect(simulator.getByText('Health checks', { exact: true })).toBeHidden();
  await simulator.getByText('Retries and timeouts').click();
  await expect(simulator.getByLabel('proxy_read_timeout', { exact: true }).last()).toBeVisible();
});

test('one server is set, or all of them', async ({ page }) => {
  const simulator = await openSimulator(page);
  const weight = simulator.getByRole('spinbutton', { name: 'weight' });
  await simulator.getByRole('radio', { name: '2', exact: true }).check({ force: true });
  await weight.fill('7');
  await expect(simulator.getByText(/server web2 .* weight 7/)).toBeVisible();
  await simulator.getByRole('radio', { name: 'all' }).check({ force: true });
  await expect(simulator.getByText('differs between the servers').first()).toBeVisible();
  await weight.fill('3');
  await expect(simulator.getByText(/server web[123] .* weight 3/)).toHaveCount(3);
});

test('a server is broken and repaired at the moment that is shown, by keyboard alone', async ({
  page,
}) => {
  const simulator = await openSimulator(page, '?scenario=one-dies&at=none');
  await expect(resultOf(simulator, 'failed')).toHaveText('0');
  await simulator.getByRole('slider', { name: 'Time' }).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('PageUp');
  const now = await simulator.getByRole('slider', { name: 'Time' }).inputValue();
  await simulator.getByLabel('Server', { exact: true }).selectOption('web3');
  await simulator.getByRole('button', { name: 'Let it happen now' }).focus();
  await page.keyboard.press('Enter');
  const events = simulator.getByRole('list', { name: 'What happens in this run' });
  await expect(events.getByRole('listitem')).toHaveCount(1);
  await expect(events).toContainText('web 3 refuses connections');
  await expect(page).toHaveURL(new RegExp(`at=${now}ms:web3:refuse`));
  await expect(resultOf(simulator, 'failed')).not.toHaveText('0');
  await simulator.getByRole('button', { name: 'Repair everything now' }).focus();
  await page.keyboard.press('Enter');
  await expect(events).toContainText('web 3 works again');
  await events.getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  await expect(events.getByRole('listitem')).toHaveCount(1);
  await expect(events.getByRole('button').first()).toBeFocused();
});

test('a link holds only what differs, and opens as it was', async ({ page }) => {
  const simulator = await openSimulator(page, '?scenario=server-hangs&t=3000ms');
  const before = await summaryOf(simulator).innerText();
  await simulator.getByRole('spinbutton', { name: 'Requests', exact: true }).fill('24');
  await expect(page).toHaveURL('/simulator/?v=1&scenario=server-hangs&rate=24&t=3000ms');
  await expect(summaryOf(simulator)).not.toHaveText(before);
  const summary = await summaryOf(simulator).innerText();
  await page.reload();
  await expect(summaryOf(simulator)).toHaveText(summary);
  await expect(simulator.getByRole('slider', { name: 'Time' })).toHaveValue('3000');
});

test('hostile links leave the page alive', async ({ page }) => {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  for (const query of [
    '?scenario=nowhere&servers=1e9&rate=-1&t=99999999ms&at=x&at=1ms:web1:explode',
    '?mission=%00&lb.balance=__proto__&b.lb.balance=x&compare=yes',
    '?v=7&scenario[]=1&lb.fall=%F0%9F%92%A9&web1.service=5ms&web1.service=never',
  ]) {
    const simulator = await openSimulator(page, query);
    await expect(summaryOf(simulator)).toContainText('requests');
  }
  expect(trouble).toEqual([]);
});

test('a click in a graph goes to that moment, and the time moves the cursor', async ({ page }) => {
  const simulator = await openSimulator(page);
  const graph = simulator.getByRole('img', { name: /^Latency/ });
  const box = await graph.boundingBox();
  if (!box) throw new Error('There is no graph.');
  await graph.click({ position: { x: box.width / 2, y: box.height / 2 } });
  const time = Number(await simulator.getByRole('slider', { name: 'Time' }).inputValue());
  expect(time).toBeGreaterThan(9000);
  expect(time).toBeLessThan(11_000);
});

test('the graphs are there as a table', async ({ page }) => {
  const simulator = await openSimulator(page);
  await simulator.getByText('The same numbers as a table').click();
  const table = simulator.getByRole('table', { name: /Requests per second, latency/ });
  await expect(table.getByRole('row')).toHaveCount(22);
  await expect(table.getByRole('columnheader', { name: 'p99' })).toBeVisible();
});
