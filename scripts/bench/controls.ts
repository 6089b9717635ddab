/** How soon the simulator page shows a change of each of its controls, on a processor that is four times as slow. */
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { findBrowser } from '../browser.ts';
import { createStaticServer } from '../static-server.ts';
import { median } from './clock.ts';
import { ms, printHead, printRow } from './report.ts';

const folder = process.env['BENCH_DIST'] ?? 'dist';
const rounds = 5;
const slowness = 4;
const goal = 'under 100 ms';

export async function controls(): Promise<void> {
  printHead('Controls of the simulator');
  const executablePath = findBrowser();
  if (executablePath === undefined || !existsSync(join(folder, 'simulator', 'index.html'))) {
    console.log('\nNot measured: it takes Chromium (CHROME_PATH names one) and a built site.');
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
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(`http://localhost:${port}/simulator/`);
    await page.waitForSelector('upstream-simulator.is-ready');
    await page.emulateCPUThrottling(slowness);
    for (const name of await fieldsOf(page)) {
      const took: number[] = [];
      while (took.length < rounds) {
        const effect = await firstEffect(page, name);
        if (!Number.isFinite(effect)) break;
        took.push(effect);
      }
      // Of a setting that changes nothing in this run nothing can be seen.
      if (took.length === 0) continue;
      printRow([`${name}, until it shows, median of ${took.length}`, ms(median(took)), goal]);
    }
  } finally {
    await browser.close();
    server.close();
  }
}

/** The names of the settings that are shown. */
const fieldsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('upstream-simulator [data-field]')]
      .filter((box) => !box.hidden)
      .map((box) => box.dataset['field'] ?? ''),
  );

/** Changes the setting by a step; the milliseconds until the first frame is painted in which the run is another one. */
const firstEffect = (page: Page, name: string): Promise<number> =>
  page.evaluate(async (field) => {
    const control = document.querySelector<HTMLInputElement | HTMLSelectElement>(
      `[data-field="${field}"] [data-value]`,
    );
    if (!control) return NaN;
    const nextMs = 1000;
    await new Promise((done) => setTimeout(done, nextMs));
    return new Promise<number>((done) => {
      const start = performance.now();
      const observer = new MutationObserver(() => {
        observer.disconnect();
        // A message comes after the frame that the callback is part of.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            done(performance.now() - start);
          };
          channel.port2.postMessage(0);
        });
      });
      for (const part of document.querySelectorAll('[data-panes], [data-summary]')) {
        observer.observe(part, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      }
      setTimeout(() => {
        observer.disconnect();
        done(NaN);
      }, 2 * nextMs);
      if (control instanceof HTMLSelectElement) {
        control.selectedIndex = (control.selectedIndex + 1) % control.options.length;
      } else if (control.type === 'checkbox') control.checked = !control.checked;
      else {
        const before = control.value;
        control.stepUp();
        if (control.value === before) control.stepDown();
      }
      control.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }, name);
