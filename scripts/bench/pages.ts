/** What pages weigh, and what Lighthouse says of them. */
import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import lighthouse, { type RunnerResult } from 'lighthouse';
import puppeteer, { type Browser } from 'puppeteer-core';
import { findBrowser } from '../browser.ts';
import { createStaticServer } from '../static-server.ts';
import { median } from './clock.ts';
import { kilobytes, printHead, printRow } from './report.ts';

const folder = process.env['BENCH_DIST'] ?? 'dist';
const rounds = 3;

/** A page of each type that the build has. */
function pageTypes(): readonly (readonly [type: string, path: string])[] {
  const firstIn = (parent: string) => {
    const path = join(folder, parent);
    const [name] = existsSync(path) ? readdirSync(path).sort() : [];
    return name === undefined ? undefined : `/${parent}/${name}/`;
  };
  const candidates = [
    ['home', '/'],
    ['chapter', '/health-checks/'],
    ['simulator', '/simulator/'],
    ['quiz', firstIn('quiz')],
    ['embed', firstIn('embed/flow')],
    ['404', '/404.html'],
  ] as const;
  return candidates
    .flatMap(([type, path]) => (path === undefined ? [] : [[type, path] as const]))
    .filter(([, path]) => existsSync(join(folder, path)))
    .slice(0, 5);
}

export async function pages(): Promise<void> {
  printHead('Pages');
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    console.log('\nNot measured: there is no Chromium. CHROME_PATH names one.');
    return;
  }
  if (!existsSync(join(folder, 'index.html'))) {
    console.log(`\nNot measured: there is no built site in ${folder}; npm run build makes one.`);
    return;
  }
  const server = createStaticServer(folder, '/').listen(0);
  const { port } = server.address() as AddressInfo;
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox'],
  });
  try {
    for (const [type, path] of pageTypes()) {
      const url = `http://localhost:${port}${path}`;
      const { bytes, requests } = await weigh(browser, url);
      printRow([
        `${type} (${path}), scrolled to its end`,
        `${kilobytes(bytes)}, ${requests} requests`,
      ]);
      printRow([
        `${type}, Lighthouse, median of ${rounds}`,
        await lighthouseOf(browser, url),
        goals,
      ]);
    }
  } finally {
    await browser.close();
    server.close();
  }
}

async function weigh(browser: Browser, url: string) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 412, height: 823 });
  const client = await page.createCDPSession();
  await client.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await page.goto(url, { waitUntil: 'networkidle0' });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 600) {
    await page.evaluate((top) => {
      scrollTo(0, top);
    }, y);
    await page.waitForNetworkIdle({ idleTime: 100 });
  }
  await page.waitForNetworkIdle();
  await context.close();
  return { bytes, requests };
}

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const goals = '100 100 100 100; LCP 1,300 ms, TBT 50 ms, CLS 0.01';

/** The scores of the four categories, then the times that decide the first. */
async function lighthouseOf(browser: Browser, url: string): Promise<string> {
  const port = Number(new URL(browser.wsEndpoint()).port);
  const results: RunnerResult['lhr'][] = [];
  for (let round = 0; round < rounds; round++) {
    const result = await lighthouse(url, {
      port,
      logLevel: 'silent',
      output: 'json',
      onlyCategories: [...categories],
    });
    if (result) results.push(result.lhr);
  }
  const score = (category: string) =>
    Math.round(100 * median(results.map((each) => each.categories[category]?.score ?? NaN)));
  const value = (audit: string) =>
    median(results.map((each) => each.audits[audit]?.numericValue ?? NaN));
  return (
    `${categories.map(score).join(' ')}; LCP ${Math.round(value('largest-contentful-paint'))} ms, ` +
    `TBT ${Math.round(value('total-blocking-time'))} ms, CLS ${value('cumulative-layout-shift').toFixed(3)}`
  );
}
