/** The panel that shows what an observer reads on each hop. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { violations } from '../axe.ts';
import { ready, scrubTo } from './figure.ts';

const id = 'where-tls-ends';

async function open(page: Page, query = ''): Promise<Locator> {
  await page.goto(`/tls-termination/${query}`);
  return ready(page, id);
}

const panelOf = (figure: Locator) => figure.locator('.observer');
const choice = (figure: Locator, name: string) => figure.getByRole('radio', { name });

test('with the keyboard alone, the end of TLS is moved and everything follows', async ({
  page,
}) => {
  const figure = await open(page);
  const panel = panelOf(figure);
  await expect(choice(figure, 'at the load balancer')).toBeChecked();
  await expect(panel.locator('.is-plain')).toHaveCount(1);
  await expect(panel).toContainText('Cookie: session=');

  await choice(figure, 'at the load balancer').focus();
  await page.keyboard.press('ArrowRight');
  await expect(choice(figure, 'at the servers')).toBeChecked();
  await expect(panel.locator('.is-plain')).toHaveCount(0);
  await expect(panel).toContainText('HAProxy cannot');
  await expect(figure.getByRole('combobox', { name: 'where TLS ends' })).toHaveValue('passthrough');
  await expect(figure.locator('code', { hasText: 'mode tcp' }).first()).toBeVisible();
  await expect(figure.getByRole('status').last()).toContainText('the request cannot be read');
  // The ways to the servers are not dashed any more.
  await expect(figure.locator('svg.drawing:visible .link.is-plain')).toHaveCount(0);

  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(choice(figure, 'nowhere: no TLS')).toBeChecked();
  await expect(panel.locator('.is-plain')).toHaveCount(2);
  await expect(panel).toContainText('is not needed');
});

test('the other place to set it moves the panel’s choice', async ({ page }) => {
  const figure = await open(page);
  await figure.getByRole('combobox', { name: 'where TLS ends' }).selectOption('reencrypt');
  await expect(choice(figure, 'at both')).toBeChecked();
  await expect(panelOf(figure)).toContainText('the servers have keys of their own');
});

test('a link opens the figure with the end of TLS where it was', async ({ page }) => {
  const figure = await open(page, `?fig=${id}&lb.tls=passthrough&lb.send_proxy=true&t=1100ms`);
  await expect(choice(figure, 'at the servers')).toBeChecked();
  await expect(panelOf(figure)).toContainText('PROXY TCP4 198.51.100.');
});

test('the panel shows the request that set out last, and what its connection took', async ({
  page,
}) => {
  const figure = await open(page, `?fig=${id}&t=1100ms`);
  const panel = panelOf(figure);
  await expect(panel).toContainText('Request 2 from');
  await expect(panel).toContainText('120 ms for TCP, 122 ms for TLS');
  await scrubTo(figure, 1300);
  await expect(panel).toContainText('Request 3 from');
  await expect(panel).toContainText('not connected yet');
});

for (const mode of ['none', 'terminate', 'passthrough', 'reencrypt']) {
  test(`axe finds nothing where TLS ends is ${mode}`, async ({ page }) => {
    await open(page, `?fig=${id}&lb.tls=${mode}&t=1100ms`);
    expect(await violations(page, `#${id}`)).toEqual([]);
  });
}

test('with reduced motion the panel follows each step', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const figure = await open(page, `?fig=${id}&t=200ms`);
  await figure.getByRole('button', { name: 'Next step' }).click();
  await expect(panelOf(figure)).toContainText('Request 1 from');
  await expect(panelOf(figure)).toContainText('120 ms for TCP');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the panel says what is read, and offers no dead choice', async ({ page }) => {
    await page.goto('/tls-termination/');
    const figure = page.locator(`upstream-flow#${id}`);
    await expect(panelOf(figure)).toContainText('Cookie: session=');
    await expect(choice(figure, 'at the servers')).toBeHidden();
  });
});
