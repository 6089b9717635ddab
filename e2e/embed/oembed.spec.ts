import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pagesOf } from '../site/site.ts';

const folder = 'dist';
const embeds = pagesOf(folder).filter((path) => /^\/embed\/./.test(path));
/** WordPress looks no further (`WP_oEmbed::discover`). */
const readBytes = 150 * 1024;

interface OEmbed {
  readonly [field: string]: unknown;
  readonly html: string;
  readonly thumbnail_url: string;
}

const fileAt = (address: string) => join(folder, new URL(address).pathname);

/** Where a page says that its description is. */
function discovered(path: string): string | undefined {
  const head = readFileSync(join(folder, path, 'index.html'), 'utf8').slice(0, readBytes);
  const [link = ''] =
    /<link [^>]*application\/json\+oembed[^>]*>/.exec(head.split('</head>')[0] ?? '') ?? [];
  return /href="([^"]*)"/.exec(link)?.[1];
}

test('there are embeds of each kind', () => {
  for (const kind of ['flow/', 'quiz/', 'simulator/']) {
    expect(embeds.filter((path) => path.startsWith(`/embed/${kind}`))).not.toEqual([]);
  }
});

for (const path of embeds) {
  test(`${path} is described as oEmbed 1.0 wants it`, () => {
    const address = discovered(path) ?? '';
    expect(new URL(address).pathname).toBe(`${path}oembed.json`);
    const described = JSON.parse(readFileSync(fileAt(address), 'utf8')) as OEmbed;
    // Section 2.3.4.4, and 2.3.4 for what goes together.
    expect(described).toMatchObject({
      type: 'rich',
      version: '1.0',
      title: expect.stringMatching(/\S/),
      provider_name: 'Upstream',
      width: expect.any(Number),
      height: expect.any(Number),
      cache_age: expect.any(Number),
      thumbnail_width: 1200,
      thumbnail_height: 630,
    });
    expect(existsSync(fileAt(described.thumbnail_url))).toBe(true);
    const source = /<iframe\s[^>]*?src="([^"]*)"/.exec(described.html)?.[1] ?? '';
    expect(new URL(source).pathname).toBe(path);
    expect(described.html).toMatch(/<iframe\s[^>]*?title="[^"]+"/);
    const link = /<a href="([^"]*)"/.exec(described.html)?.[1] ?? '';
    expect(existsSync(join(fileAt(link), 'index.html'))).toBe(true);
  });
}

test('pages of the book that are a widget are described as the widget', () => {
  expect(discovered('/simulator/')).toMatch(/\/embed\/simulator\/oembed\.json$/);
  expect(discovered('/quiz/health-checks/')).toMatch(/\/embed\/quiz\/health-checks\/oembed\.json$/);
});
