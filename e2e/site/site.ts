import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { frames } from '../frames.ts';

/** The address of every page of the built site, `/404.html` and embeds included. */
export function pagesOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return ['/'];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name))}`)
    .filter((path) => !path.startsWith('/pagefind/'))
    .map((path) => path.replace(/\/index\.html$/, '/'))
    .sort();
}

/** Embeds of figures differ in their scenarios only. */
const figuresToOpen = 4;

/** The pages that are opened in a browser: all, but of the embeds of figures only the largest few. */
export function pagesToOpen(folder: string): readonly string[] {
  const pages = pagesOf(folder);
  const isFigure = (path: string) => path.startsWith('/embed/flow/');
  const bytes = (path: string) => statSync(join(folder, path, 'index.html')).size;
  const largest = pages.filter(isFigure).sort((a, b) => bytes(b) - bytes(a));
  const opened = new Set(largest.slice(0, figuresToOpen));
  return pages.filter((path) => !isFigure(path) || opened.has(path));
}

/** What Playwright itself says in a page whose service worker it keeps from the tests. */
const blockedWorker = 'Service Worker registration blocked by Playwright';

/** Collects what a careful reader's console would show: errors, refused and failed requests. */
export function listenForTrouble(page: Page): readonly string[] {
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (message.text() === blockedWorker) return;
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(String(error)));
  page.on('requestfailed', (request) => {
    trouble.push(`${request.url()} ${request.failure()?.errorText ?? 'failed'}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`${response.url()} ${response.status()}`);
  });
  return trouble;
}

/** Scrolls to the end in steps, so that whatever waits to be near comes into view. */
export async function scrollThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const step = page.viewportSize()?.height ?? 500;
  for (let y = 0; y <= height; y += step) {
    await page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), y);
    await frames(page, 2);
  }
  await page.waitForLoadState('networkidle');
}

/** Elements that scroll now and that the keyboard cannot scroll: neither they nor anything in them takes the focus. */
export function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const mayScroll = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
      return (
        (mayScroll(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (mayScroll(overflowY) && element.scrollHeight > element.clientHeight + 1)
      );
    };
    const focusable = '[tabindex="0"], a[href], button, input, select, summary';
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility() && scrolls(element))
      .filter((element) => !element.matches(focusable) && !element.querySelector(focusable))
      .map((element) => `${element.tagName} ${element.className}`);
  });
}
