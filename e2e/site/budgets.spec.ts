import { expect, test } from '@playwright/test';
import { pagesToOpen, scrollThrough } from './site.ts';

interface Budget {
  /** Bytes on the wire, brotli 11, headers included. */
  readonly bytes: number;
  readonly script: number;
  readonly requests: number;
}

const kilobyte = 1024;
const chapter: Budget = { bytes: 85 * kilobyte, script: 50 * kilobyte, requests: 12 };
const embed: Budget = { bytes: 45 * kilobyte, script: 45 * kilobyte, requests: 5 };
const simulator: Budget = { bytes: 110 * kilobyte, script: 110 * kilobyte, requests: 20 };
/** A figure of a whole site: the rules of every kind of component, and their words. */
const home: Budget = simulator;
/** Two such figures, or three. */
const design: Budget = { bytes: 118 * kilobyte, script: 85 * kilobyte, requests: 16 };
const beforeFirstFigure = 60 * kilobyte;

test.use({ viewport: { width: 412, height: 823 } });

for (const path of pagesToOpen('dist')) {
  test(`${path} keeps its budget of bytes and requests`, async ({ page }) => {
    const traffic = { bytes: 0, script: 0, requests: 0 };
    const client = await page.context().newCDPSession(page);
    const scripts = new Set<string>();
    await client.send('Network.enable');
    await client.send('Network.setCacheDisabled', { cacheDisabled: true });
    client.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (!response.url.startsWith('http')) return;
      traffic.requests += 1;
      if (type === 'Script') scripts.add(requestId);
    });
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      traffic.bytes += encodedDataLength;
      if (scripts.has(requestId)) traffic.script += encodedDataLength;
    });

    await page.goto(path, { waitUntil: 'networkidle' });
    const atFirst = traffic.bytes;
    const figure = await page
      .locator('upstream-flow')
      .first()
      .boundingBox({ timeout: 500 })
      .catch(() => null);
    await scrollThrough(page);

    const budget = budgetOf(path);
    test.info().annotations.push({ type: 'traffic', description: JSON.stringify(traffic) });
    expect.soft(traffic.bytes, 'bytes').toBeLessThanOrEqual(budget.bytes);
    expect.soft(traffic.script, 'bytes of script').toBeLessThanOrEqual(budget.script);
    expect.soft(traffic.requests, 'requests').toBeLessThanOrEqual(budget.requests);
    if (figure && figure.y > 2 * 823) {
      expect.soft(atFirst, 'bytes before the first figure').toBeLessThanOrEqual(beforeFirstFigure);
    }
  });
}

function budgetOf(path: string): Budget {
  if (/^\/(embed\/)?simulator\//.test(path)) return simulator;
  if (path === '/') return home;
  if (path.startsWith('/designs/')) return design;
  // The page that writes the code is one of the book's.
  return path !== '/embed/' && path.startsWith('/embed/') ? embed : chapter;
}
