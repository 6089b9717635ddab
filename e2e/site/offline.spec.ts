import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { writeFarewell, writeWorker } from '../../scripts/site/offline/worker.ts';
import { limit } from '../../scripts/site/offline/precache.ts';
import { createStaticServer } from '../../scripts/static-server.ts';
import { violations } from '../axe.ts';
import { pagesOf } from './site.ts';

/** A copy of the built site on a port of its own, to be published anew by a test. */
interface Site {
  readonly folder: string;
  readonly origin: string;
}

const test = base.extend<{ site: Site }, { served: Site }>({
  served: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'upstream-'));
      const server: Server = createStaticServer(folder, '/');
      // Compressing as hosts do would take longer than the tests themselves.
      server.prependListener('request', ({ headers }) => {
        delete headers['accept-encoding'];
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await use({ folder, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
      server.close();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  site: async ({ served }, use) => {
    for (const name of readdirSync(served.folder)) {
      rmSync(join(served.folder, name), { recursive: true });
    }
    cpSync('dist', served.folder, { recursive: true });
    await use(served);
  },
});

test.use({ serviceWorkers: 'allow', reducedMotion: 'reduce' });
// One worker, for one copy of the site.
test.describe.configure({ mode: 'default', timeout: 120_000 });

const newEdition = { name: 'A new edition of the book is ready.' };

/** Opens the first page, and waits until the worker has kept the book. */
async function visit(page: Page, address: string) {
  await page.goto(address);
  await kept(page);
}

function kept(page: Page) {
  return page.waitForFunction(
    () => navigator.serviceWorker.controller?.state === 'activated',
    undefined,
    { timeout: 90_000 },
  );
}

/** Changes a sentence of the first page and a script of every page, as a new build would. */
async function publish({ folder }: Site) {
  const home = join(folder, 'index.html');
  writeFileSync(home, readFileSync(home, 'utf8').replace('</h1>', ', second edition</h1>'));
  await writeWorker(folder, '/');
}

/** Answers the first question of the quiz, rightly or not. */
async function answerOne(page: Page) {
  const question = page.locator('form.question').first();
  await question.hover();
  await expect(page.locator('upstream-quiz')).toHaveClass(/is-ready/);
  await question.getByRole('radio').first().check();
  await question.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(question.getByRole('status')).toContainText(/Right|Not so/);
}

/** Everything in the caches, as it is stored. */
const bytesKept = (page: Page) =>
  page.evaluate(async () => {
    let bytes = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        bytes += (await response?.blob())?.size ?? 0;
      }
    }
    return bytes;
  });

test('after the first visit every page of the book opens without a network', async ({
  page,
  context,
}) => {
  await visit(page, '/');
  await context.setOffline(true);
  const pages = pagesOf('dist').filter((path) => !path.startsWith('/embed/'));
  expect(pages).toContain('/round-robin/');
  for (const path of pages) {
    const failed: string[] = [];
    const note = (request: { url(): string }) => failed.push(request.url());
    page.on('requestfailed', note);
    const response = await page.goto(path);
    expect(response?.fromServiceWorker(), path).toBe(true);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    page.off('requestfailed', note);
    expect(failed).toEqual([]);
  }
});

test('what a device keeps without asking stays within its limit', async ({ page }) => {
  await visit(page, '/');
  const bytes = await bytesKept(page);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(limit);
});

test('without a network figures play, questions answer, the simulator runs, the search finds', async ({
  page,
  context,
}) => {
  await visit(page, '/');
  await context.setOffline(true);

  await page.goto('/health-checks/');
  const figure = page.locator('upstream-flow').first();
  await figure.scrollIntoViewIfNeeded();
  const time = figure.getByRole('slider', { name: 'Time' });
  const start = await time.inputValue();
  await figure.getByRole('button', { name: 'Next step' }).click();
  await expect(time).not.toHaveValue(start);

  await page.goto('/quiz/health-checks/');
  await answerOne(page);

  await page.goto('/simulator/?lb.balance=leastconn');
  await expect(page.getByText(/\d requests: /).first()).not.toBeEmpty();

  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('server');
  await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible();
});

test('without a network an unknown address says so and leads back', async ({ page, context }) => {
  await visit(page, '/');
  await context.setOffline(true);
  await page.goto('/no/such/page/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No network');
  await page.getByRole('link', { name: 'To the contents' }).click();
  await expect(page).toHaveURL('/');
  await page.goto('/round-robin');
  await expect(page).toHaveURL('/round-robin/');
});

test('with a network an unknown address is still answered by the server', async ({ page }) => {
  await visit(page, '/');
  const response = await page.goto('/no/such/page/');
  expect(response?.status()).toBe(404);
});

test('a new edition is offered, and opened when the reader says so', async ({ page, site }) => {
  await visit(page, `${site.origin}/`);
  const bar = page.getByRole('complementary', newEdition);
  await expect(bar).toBeHidden();
  await publish(site);
  await page.goto(`${site.origin}/?t=1000ms#_top`);
  await expect(bar.getByRole('status')).toHaveText(newEdition.name);
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('second edition');
  expect(await violations(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Reload' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('second edition');
  await expect(page).toHaveURL(/\?t=1000ms#_top$/);
  await expect(bar).toBeHidden();
});

test('a reader who says “Not now” is not asked again, and loses nothing', async ({
  page,
  site,
}) => {
  await visit(page, `${site.origin}/`);
  await publish(site);
  await page.reload();
  const bar = page.getByRole('complementary', newEdition);
  await bar.getByRole('button', { name: 'Not now' }).click();
  await expect(bar).toBeHidden();
  await page.goto(`${site.origin}/progress/`);
  await page.goto(`${site.origin}/`);
  await page.waitForLoadState('networkidle');
  await expect(bar).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('second edition');
});

test('a page of the edition before goes on when another window has opened the new one', async ({
  page,
  context,
  site,
}) => {
  await visit(page, `${site.origin}/`);
  const other = await context.newPage();
  await other.goto(`${site.origin}/round-robin/`);
  // The new edition has none of the scripts that the page would load next.
  const script = await other.evaluate(async () => {
    const cache = await caches.open('upstream.book:/');
    const requests = await cache.keys();
    return requests.find(({ url }) => url.includes('/_astro/') && url.endsWith('.js'))?.url ?? '';
  });
  rmSync(join(site.folder, new URL(script).pathname));
  await publish(site);
  await page.reload();
  await page.getByRole('complementary', newEdition).getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('second edition');
  const status = await other.evaluate(async (url) => (await fetch(url)).status, script);
  expect(status).toBe(200);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
});

test('answers outlive the new edition', async ({ page, site }) => {
  await visit(page, `${site.origin}/quiz/health-checks/`);
  await publish(site);
  await page.reload();
  await answerOne(page);
  await page.getByRole('complementary', newEdition).getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('complementary', newEdition)).toBeHidden();
  await page.goto(`${site.origin}/progress/`);
  await expect(page.getByText(/^1 of \d+ answered/)).toBeVisible();
});

test('what does not fit is kept when it was visited', async ({ page, context, site }) => {
  const { notKept } = await writeWorker(site.folder, '/', 300_000);
  expect(notKept).toEqual(expect.arrayContaining(['/designs/002/', '/health-checks/']));
  await visit(page, `${site.origin}/`);
  expect(await bytesKept(page)).toBeLessThanOrEqual(300_000 + 1000);
  await page.goto(`${site.origin}/health-checks/`);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.goto(`${site.origin}/health-checks/?fig=any`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Health checks/);
  await page.goto(`${site.origin}/designs/002/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No network');
});

test('the worker that is published for a farewell removes what was kept, and itself', async ({
  page,
  site,
}) => {
  await visit(page, `${site.origin}/`);
  await writeFarewell(site.folder);
  await page.reload();
  // Browsers look for another worker some time after a page has loaded.
  await expect
    .poll(
      () =>
        page.evaluate(async () => [
          ...(await caches.keys()),
          ...(await navigator.serviceWorker.getRegistrations()),
        ]),
      { timeout: 60_000 },
    )
    .toEqual([]);
  const response = await page.reload();
  expect(response?.fromServiceWorker()).toBe(false);
});

test('the reader can remove the book from the device, and keep it again', async ({ page }) => {
  await visit(page, '/progress/');
  const section = page.getByRole('region', { name: 'Read without a network' });
  await expect(section.getByRole('status')).toHaveText('The book is kept on this device.');
  await section.getByRole('button', { name: 'Remove it from this device' }).click();
  await expect(section.getByRole('status')).toHaveText('The book is not kept on this device.');
  const keep = section.getByRole('button', {
    name: /^Keep the book on this device \([\d.]+ MB\)$/,
  });
  await expect(keep).toBeFocused();
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  await page.reload();
  await page.waitForLoadState('networkidle');
  await expect(section.getByRole('status')).toHaveText('The book is not kept on this device.');
  await keep.click();
  await expect(section.getByRole('status')).toHaveText('The book is kept on this device.');
  await section.getByRole('button', { name: 'Remove it from this device' }).click();
  await keep.click();
  await expect(section.getByRole('status')).toHaveText('The book is kept on this device.');
  expect(await bytesKept(page)).toBeGreaterThan(100_000);
});

test('a reader who saves data is asked first', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await page.goto('/progress/');
  await page.waitForLoadState('networkidle');
  const section = page.getByRole('region', { name: 'Read without a network' });
  await expect(section.getByRole('status')).toHaveText('The book is not kept on this device.');
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

for (const [what, refuse] of Object.entries({
  'no workers': () => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'),
  'refused workers': () => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('refused'));
  },
  'refused storage': () => {
    const refused = {
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    };
    Object.defineProperty(window, 'localStorage', refused);
    Object.defineProperty(window, 'sessionStorage', refused);
    Object.defineProperty(window, 'caches', refused);
  },
})) {
  test(`with ${what} a page works as before`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.addInitScript(refuse);
    await page.goto('/progress/');
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('heading', { name: 'Read without a network' })).toBeVisible();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(errors).toEqual([]);
  });
}
