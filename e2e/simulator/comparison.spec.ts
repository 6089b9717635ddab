import { expect, test } from '@playwright/test';
import { openSimulator, resultOf } from './simulator.ts';

test('two settings meet the same requests, and what differs is said in words', async ({ page }) => {
  const simulator = await openSimulator(page, '?scenario=slow-server');
  for (const column of [0, 1]) {
    await expect(resultOf(simulator, 'requests', column)).toHaveText('601');
  }
  await expect(simulator.getByText(/B is quicker/)).toBeVisible();
  await expect(simulator.getByRole('region', { name: 'B', exact: true })).toBeVisible();
});

test('B begins like A, and is changed by itself', async ({ page }) => {
  const simulator = await openSimulator(page);
  await simulator.getByRole('button', { name: 'Compare with other settings' }).click();
  await expect(simulator.getByText(/A and B give the same result/)).toBeVisible();
  await simulator.getByText('Retries and timeouts').click();
  await simulator.getByLabel('option redispatch').check();
  await expect(simulator.getByText(/With B 17 requests fewer fail/)).toBeVisible();
  await expect(page).toHaveURL(/compare=on&b\.lb\.redispatch=true/);
  await simulator.getByRole('radio', { name: 'A', exact: true }).check({ force: true });
  await expect(simulator.getByLabel('option redispatch')).not.toBeChecked();
  await simulator.getByRole('button', { name: 'Stop comparing' }).click();
  await expect(simulator.getByRole('region', { name: 'B', exact: true })).toBeHidden();
});
