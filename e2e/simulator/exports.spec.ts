import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { openSimulator } from './simulator.ts';

async function saved(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('the configuration, the requests and the picture can be taken along', async ({ page }) => {
  const simulator = await openSimulator(page, '?t=6000ms');
  const button = (name: string) => simulator.getByRole('button', { name });
  const config = await saved(page, button('haproxy.cfg'));
  expect(config.name).toBe('haproxy.cfg');
  expect(config.bytes.toString()).toContain('balance roundrobin');

  const log = await saved(page, button('Requests (CSV)'));
  const lines = log.bytes.toString().trimEnd().split('\r\n');
  expect(lines).toHaveLength(402);
  expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([9]));

  const svg = await saved(page, button('Picture (SVG)'));
  expect(svg.bytes.toString()).toMatch(/^<svg xmlns[\s\S]*web 2[\s\S]*<\/svg>$/);
  const isWellFormed = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return parsed.querySelector('parsererror') === null;
  }, svg.bytes.toString());
  expect(isWellFormed).toBe(true);

  const png = await saved(page, button('Picture (PNG)'));
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(png.bytes.length).toBeGreaterThan(10_000);
});
