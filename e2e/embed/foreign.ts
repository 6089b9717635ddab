import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserContext, type Locator, type Page, test as bare } from '@playwright/test';

/** Another site: its pages are on another port, and under a name that is not the book's. */
export interface Foreign {
  /** Its address, with a slash at its end. A copy of the element's script is in `embed/v1.js`. */
  readonly address: string;
  /**
   * Serves a page and returns its address.
   * @param path Below the site's root; a page may replace another.
   */
  page(html: string, headers?: Readonly<Record<string, string>>, path?: string): string;
}

export const test = bare.extend<{ foreign: Foreign; site: string }>({
  foreign: async ({}, use) => {
    const pages = new Map<string, { html: string; headers: Readonly<Record<string, string>> }>();
    const server = createServer((request, response) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const page = pages.get(path);
      if (path === '/embed/v1.js') {
        response.writeHead(200, { 'content-type': 'text/javascript' });
        response.end(readFileSync('public/embed/v1.js'));
      } else if (page) {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
        response.end(page.html);
      } else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const address = `http://localhost:${port}/`;
    await use({
      address,
      page(html, headers = {}, path = `${pages.size}/`) {
        pages.set(`/${path}`, { html: `<!doctype html><meta charset="utf-8">${html}`, headers });
        return address + path;
      },
    });
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  },
  // The book's own address, without a slash at its end.
  site: async ({ baseURL }, use) => {
    await use(baseURL ?? '');
  },
});

/** An event of the element as the document heard it. */
export interface Heard {
  readonly type: string;
  readonly detail: Record<string, unknown>;
  readonly composed: boolean;
  readonly from: string;
}

const types = ['ready', 'resize', 'state', 'event', 'error'].map((type) => `upstream-${type}`);

/** Notes what reaches the document of each page, from its beginning; {@link heard} gives it. */
export async function listen(pages: Page | BrowserContext): Promise<void> {
  await pages.addInitScript((names) => {
    const notes: Heard[] = [];
    Object.assign(window, { notes });
    for (const name of names) {
      document.addEventListener(name, (event) => {
        const { type, detail, composed, target } = event as CustomEvent<Record<string, unknown>>;
        notes.push({ type, detail, composed, from: (target as Element).id });
      });
    }
  }, types);
}

/** What reached the document, of this type alone where one is named. */
export async function heard(page: Page, type = ''): Promise<readonly Heard[]> {
  const notes = await page.evaluate(() => (window as unknown as { notes: Heard[] }).notes);
  return notes.filter((note) => note.type.endsWith(type));
}

/** How high an element is, in CSS pixels. */
export async function heightOf(element: Locator): Promise<number> {
  return (await element.boundingBox())?.height ?? 0;
}
