import { expect, test, type Page } from '@playwright/test';

const embed = '/embed/flow/lose-one-server/';
const figure = (page: Page) => page.locator('upstream-flow');
const clock = (page: Page) => figure(page).locator('output').first();

/** Holds what the figure loads, so that a reader is faster. */
async function slowFigure(page: Page): Promise<void> {
  await page.route('**/figure.*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
}

test('a figure is loaded at the first touch, and not before', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(embed, { waitUntil: 'networkidle' });
  const before = asked.filter((url) => url.includes('/figure.'));
  await figure(page).hover();
  await expect(figure(page)).toHaveClass(/is-ready/);
  expect(before).toEqual([]);
  expect(asked.filter((url) => url.includes('/figure.'))).toHaveLength(1);
});

test('what is pressed before the figure is loaded happens once it is', async ({ page }) => {
  await slowFigure(page);
  await page.goto(embed);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('what is pressed with the keyboard before the figure is loaded happens once it is', async ({
  page,
}) => {
  await slowFigure(page);
  await page.goto(embed);
  await page.getByRole('button', { name: 'Step', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(figure(page)).toHaveClass(/is-ready/);
  await expect(clock(page)).not.toHaveText('0.00 s');
});

test('a value that is set before the figure is loaded is kept', async ({ page }) => {
  await slowFigure(page);
  await page.goto(embed);
  await page.getByRole('spinbutton', { name: 'fall' }).fill('5');
  await expect(figure(page)).toHaveClass(/is-ready/);
  await expect(page.getByRole('spinbutton', { name: 'fall' })).toHaveValue('5');
  await expect(page.locator('[data-config]').first()).toContainText('fall 5');
});

test('a state in the address is shown without a touch, and the address keeps up', async ({
  page,
}) => {
  await page.goto(`${embed}?v=1&lb.fall=4&t=5000ms&theme=dark`);
  await expect(clock(page)).toHaveText('5.00 s');
  await expect(page.getByRole('spinbutton', { name: 'fall' })).toHaveValue('4');
  await page.getByRole('slider', { name: 'Time' }).fill('7000');
  await expect(page).toHaveURL(/\?v=1&lb\.fall=4&t=7000ms&theme=dark$/);
  await expect(page.getByRole('link', { name: 'Open in Upstream' })).toHaveAttribute(
    'href',
    /\/health-checks\/\?v=1&fig=lose-one-server&lb\.fall=4&t=7000ms#lose-one-server$/,
  );
  await expect(page.getByRole('link', { name: 'Embed' })).toHaveAttribute(
    'href',
    /\/embed\/\?widget=flow&scenario=lose-one-server&lb\.fall=4&t=7000ms$/,
  );
});

test('words on how it is shown are heard, and each one that makes no sense is ignored', async ({
  page,
}) => {
  const root = page.locator('html');
  await page.goto(`${embed}?theme=dark&motion=reduce&controls=minimal&background=transparent`);
  await expect(root).toHaveAttribute('data-scheme', 'dark');
  await expect(page.getByText('Change the configuration')).toBeHidden();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await page.getByRole('button', { name: 'Play' }).focus();
  await expect(page.getByRole('button', { name: 'Next step' })).toBeVisible();

  await page.goto(`${embed}?theme=pink&motion=full&controls=&background=%&lang=xx&theme=dark`);
  await expect(root).not.toHaveAttribute('data-scheme');
  await expect(root).not.toHaveAttribute('data-motion');
  await expect(page.getByText('Change the configuration')).toBeVisible();
});

test('a mission of the simulator can be given by the address', async ({ page }) => {
  await page.goto('/embed/simulator/?v=1&mission=backup-in-time&theme=dark');
  await expect(page.getByRole('heading', { name: 'The spare wheel', level: 2 })).toBeVisible();
  await page.getByRole('slider', { name: 'Time' }).fill('4000');
  await expect(page).toHaveURL(/\?v=1&mission=backup-in-time&t=4000ms&theme=dark$/);
});

test('the simulator’s own address keeps how it is shown', async ({ page }) => {
  await page.goto('/embed/simulator/?theme=dark');
  await page.getByRole('combobox', { name: 'Start from' }).selectOption({ label: 'Bursts' });
  await expect(page).toHaveURL(/\?v=1&scenario=\w+&theme=dark$/);
});

test('where the figure’s script does not come, what happens is told in words', async ({ page }) => {
  await page.route('**/figure.*.js', (route) => route.abort());
  await page.goto(embed);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByText('What happens, in words')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toBeHidden();
});

test('a link to another page opens a window of its own', async ({ page }) => {
  await page.goto('/embed/quiz/health-checks/');
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Embed these questions' }).click();
  expect(new URL((await opened).url()).pathname).toBe('/embed/');
  await expect(page).toHaveURL(/\/embed\/quiz\/health-checks\/$/);
});

test('a quiz says what it is about, and leads to its page in the book', async ({ page }) => {
  await page.goto('/embed/quiz/health-checks/?seed=7');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Questions: Health checks and failover',
  );
  await expect(page.getByRole('link', { name: 'Open in Upstream' })).toHaveAttribute(
    'href',
    /\/quiz\/health-checks\/\?v=1&seed=7$/,
  );
});

test('the file of the scenario is there', async ({ request }) => {
  const file = await request.get(`${embed}scenario.yaml`);
  expect(file.status()).toBe(200);
  expect(await file.text()).toContain('title: One of two servers dies');
});
