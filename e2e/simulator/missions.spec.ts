import { expect, test } from '@playwright/test';
import { openSimulator } from './simulator.ts';

test('a mission says what is reached, is done when all of it is, and stays done', async ({
  page,
}) => {
  const simulator = await openSimulator(page);
  await simulator.getByRole('link', { name: 'Nobody should notice' }).click();
  await expect(
    simulator.getByRole('heading', { name: 'Nobody should notice' }).first(),
  ).toBeFocused();
  await expect(simulator.getByRole('img', { name: 'not reached' })).toHaveCount(2);
  await expect(simulator.getByRole('spinbutton', { name: 'Servers' })).toBeDisabled();
  await simulator.getByText('Retries and timeouts').click();
  await simulator.getByLabel('option redispatch').check();
  await expect(simulator.getByRole('img', { name: 'reached', exact: true })).toHaveCount(2);
  await expect(simulator.getByRole('heading', { name: /^Done\./ })).toBeVisible();
  await expect(simulator.getByText('1 of 10 done')).toBeVisible();
  await page.reload();
  await expect(simulator.getByText('1 of 10 done')).toBeVisible();
});

test('hints come one by one', async ({ page }) => {
  const simulator = await openSimulator(page, '?mission=hiccup');
  const hints = simulator
    .getByRole('region', { name: 'A hiccup is no death' })
    .getByRole('listitem');
  const before = await hints.count();
  await simulator.getByRole('button', { name: 'Give me a hint' }).click();
  await expect(hints).toHaveCount(before + 1);
  await simulator.getByRole('button', { name: 'Next hint (2 of 3)' }).click();
  await simulator.getByRole('button', { name: 'Next hint (3 of 3)' }).click();
  await expect(hints).toHaveCount(before + 3);
  await expect(simulator.getByRole('button', { name: /hint/i })).toHaveCount(0);
});

test('the slow server can be named, and a wrong guess is explained', async ({ page }) => {
  const simulator = await openSimulator(page, '?mission=slow-one');
  await expect(simulator.getByRole('spinbutton', { name: 'Work per request' })).toBeHidden();
  const question = simulator.getByRole('group', { name: 'Which server is the slow one?' });
  await simulator.getByRole('button', { name: 'Answer' }).click();
  await expect(simulator.getByText('Choose a server first.')).toBeVisible();
  await question.getByRole('radio', { name: 'web 2' }).check();
  await simulator.getByRole('button', { name: 'Answer' }).click();
  await expect(simulator.getByText(/^Not so\./)).toBeVisible();
  await question.getByRole('radio', { name: 'web 4' }).check();
  await simulator.getByRole('button', { name: 'Answer' }).click();
  await expect(simulator.getByRole('heading', { name: /^Done\./ })).toBeVisible();
});

test('planned maintenance is done by what happens', async ({ page }) => {
  const simulator = await openSimulator(page, '?mission=maintenance');
  const add = async (action: string, at: string) => {
    await simulator.getByLabel('Server', { exact: true }).selectOption('web2');
    await simulator.getByLabel('What happens', { exact: true }).selectOption(action);
    await simulator.getByRole('spinbutton', { name: 'At' }).fill(at);
    await simulator.getByRole('button', { name: 'Add' }).click();
  };
  await add('drain', '7');
  await add('ready', '13');
  await expect(simulator.getByRole('heading', { name: /^Done\./ })).toBeVisible();
});
