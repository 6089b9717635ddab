import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { violations } from '../axe.ts';
import { listenForTrouble } from '../site/site.ts';

const code = (page: Page) => page.locator('[data-code]');
const preview = (page: Page): FrameLocator => page.frameLocator('upstream-generator iframe');
const query = (page: Page) => new URL(page.url()).search;

test.describe('the generator', () => {
  test('begins with the first figure, and names it in its address', async ({ page }) => {
    const trouble = listenForTrouble(page);
    await page.goto('/embed/');
    await expect(page.getByRole('combobox', { name: 'Figure' })).toHaveValue('turns-haproxy');
    await expect(page).toHaveURL(/\?widget=flow&scenario=turns-haproxy$/);
    await expect(preview(page).getByText('Five turns to one and one').first()).toBeVisible();
    expect(trouble).toEqual([]);
  });

  test('is filled in by the address that a figure’s link has', async ({ page }) => {
    await page.goto(
      '/embed/?widget=flow&scenario=lose-one-server&lb.fall=1&theme=dark&code=element',
    );
    await expect(page.getByRole('combobox', { name: 'Figure' })).toHaveValue('lose-one-server');
    await expect(page.getByLabel('State')).toHaveValue('lb.fall=1');
    await expect(page.getByLabel('Colors')).toHaveValue('dark');
    await expect(code(page)).toContainText('scenario="lose-one-server"');
    await expect(code(page)).toContainText('state="lb.fall=1"');
    await expect(preview(page).getByRole('spinbutton', { name: 'fall' })).toHaveValue('1');
  });

  test('leaves each malformed word of an address out by itself', async ({ page }) => {
    await page.goto(
      '/embed/?widget=quiz&quiz=nothing&theme=purple&height=-1&seed=4&code=%FF&x=%E0',
    );
    await expect(page.getByRole('radio', { name: 'Questions' })).toBeChecked();
    await expect(page.getByLabel('Colors')).toHaveValue('auto');
    await expect(page.getByLabel('State')).toHaveValue('seed=4');
    await expect(page).toHaveURL(/\?widget=quiz&quiz=[a-z-]+&seed=4$/);
  });

  test('works with the keyboard alone', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/embed/?widget=flow&scenario=lose-one-server');
    await page.getByRole('radio', { name: 'Figure' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/\?widget=simulator$/);
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/\?widget=quiz&quiz=/);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('combobox', { name: 'Questions on' })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.type('seed=7');
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Colors')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    for (let tabs = 0; tabs < 4; tabs++) await page.keyboard.press('Tab');
    await expect(page.getByLabel('Height', { exact: true })).toBeFocused();
    await page.keyboard.type('640');
    await expect.poll(() => query(page)).toMatch(/&seed=7&theme=dark&height=640$/);
    await expect(code(page)).toContainText('height="640"');
    for (let tabs = 0; tabs < 3; tabs++) await page.keyboard.press('Tab');
    await expect(page.getByRole('radio', { name: /plain frame/ })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(code(page)).toContainText('<upstream-embed');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Copied' })).toBeFocused();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await code(page).textContent());
  });

  test('takes the state out of a pasted link, and says what is none', async ({ page }) => {
    await page.goto('/embed/');
    const state = page.getByLabel('State');
    await state.fill('https://book.example/x/health-checks/?v=1&fig=lose-one-server&lb.fall=2#x');
    await expect(page.getByRole('combobox', { name: 'Figure' })).toHaveValue('lose-one-server');
    await expect(state).toHaveValue('lb.fall=2');
    await expect(page.getByText('widget and state are taken over')).toBeVisible();
    await state.fill('lb.fall=1&nonsense');
    await expect(page.getByText('Some of this is no state')).toBeVisible();
    await state.blur();
    await expect(state).toHaveValue('lb.fall=1');
  });

  test('takes over what was arranged in the preview', async ({ page }) => {
    await page.goto('/embed/?widget=flow&scenario=lose-one-server');
    // An embed's script comes with the first touch.
    await preview(page).getByRole('button', { name: 'Describe' }).hover();
    await preview(page).locator('upstream-flow.is-ready').waitFor();
    await preview(page).getByRole('spinbutton', { name: 'fall' }).fill('1');
    await page.getByRole('button', { name: 'Take the state of the preview' }).click();
    await expect(page.getByLabel('State')).toHaveValue(/^lb\.fall=1/);
    await expect(code(page)).toContainText('lb.fall=1');
    await expect(page.getByRole('button', { name: 'Take the state' })).toBeHidden();
    await expect(preview(page).getByRole('spinbutton', { name: 'fall' })).toHaveValue('1');
  });

  test('writes the height that the preview needs', async ({ page }) => {
    await page.goto('/embed/?widget=flow&scenario=lose-one-server');
    await preview(page).getByRole('button', { name: 'Play' }).waitFor();
    const heightAt = async (width: string) => {
      await page.getByRole('radio', { name: width }).check();
      await expect
        .poll(async () => {
          const frame = await page.locator('upstream-generator iframe').getAttribute('height');
          const [, written] = /height="(\d+)"/.exec((await code(page).textContent()) ?? '') ?? [];
          const inside = await preview(page)
            .locator('body')
            .evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
          return frame === written && Math.abs(Number(written) - inside) <= 2;
        })
        .toBe(true);
      return Number(await page.locator('upstream-generator iframe').getAttribute('height'));
    };
    expect(await heightAt('320 px')).toBeGreaterThan(await heightAt('Full width'));
  });

  test('leaves the way back as it was', async ({ page }) => {
    await page.goto('/simulator/');
    await page.goto('/embed/?widget=flow&scenario=lose-one-server');
    await page.getByLabel('Colors').selectOption('dark');
    await page.getByRole('combobox', { name: 'Figure' }).selectOption('one-slow');
    await expect(preview(page).getByText('One of three is slow').first()).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/\/simulator\//);
  });

  test('lets the code be copied by hand where the browser refuses', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await page.goto('/embed/');
    await page.getByRole('button', { name: 'Copy code' }).click();
    await expect(page.getByText('Selected: copy it')).toBeVisible();
    expect(await page.evaluate(() => String(getSelection()))).toBe(await code(page).textContent());
  });

  test('needs no sideways scroll at 320 pixels', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('/embed/?widget=flow&scenario=lose-one-server');
    await preview(page).getByRole('button', { name: 'Play' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  test('axe finds nothing, in light and in dark', async ({ page }) => {
    await page.goto('/embed/?widget=flow&scenario=lose-one-server');
    await preview(page).getByRole('button', { name: 'Play' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the code of every widget is there, and no dead control', async ({ page }) => {
    await page.goto('/embed/');
    await expect(page.locator('upstream-generator')).toBeHidden();
    await page.locator('summary', { hasText: 'One of two servers dies' }).click();
    await expect(page.getByText('/embed/flow/lose-one-server/').first()).toBeVisible();
    expect(await page.getByRole('link', { name: 'See it alone' }).count()).toBe(1);
  });
});

test.describe('the code in a bare page elsewhere', () => {
  let server: Server;
  let pasted = '';
  let elsewhere = '';

  test.beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><title>Elsewhere</title>${pasted}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    elsewhere = `http://localhost:${(server.address() as AddressInfo).port}/`;
  });

  test.afterAll(() => server.close());

  for (const kind of ['iframe', 'element']) {
    for (const [what, shows] of [
      ['widget=flow&scenario=lose-one-server&lb.fall=1', 'One of two servers dies'],
      ['widget=quiz&quiz=health-checks', 'Questions'],
      ['widget=simulator&scenario=burst', 'Bursts'],
    ] as const) {
      test(`as ${kind}: ${what}`, async ({ page, baseURL }) => {
        await page.goto(`/embed/?${what}&loading=eager&code=${kind}`);
        const written = (await code(page).textContent()) ?? '';
        const root = (await page.locator('upstream-generator').getAttribute('data-root')) ?? '';
        // The code names the address at which the book is published.
        pasted = written.replaceAll(root, `${baseURL}/`);
        await page.addInitScript(() => {
          addEventListener('message', ({ data }) => {
            const { ns, type } = (data ?? {}) as { ns?: unknown; type?: unknown };
            if (ns === 'upstream' && type === 'ready') document.title = 'ready';
          });
        });
        await page.goto(elsewhere);
        await expect(page).toHaveTitle('ready');
        const widget = page.frames().find((frame) => frame.url().includes('/embed/'));
        await expect(widget?.locator('main') ?? page.locator('none')).toContainText(shows);
      });
    }
  }
});
