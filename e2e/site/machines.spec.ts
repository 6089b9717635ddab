import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { atomAddresses, atomProblems } from '../../scripts/site/atom-rules.ts';
import { pagesOf } from './site.ts';

/** What search engines and other readers of JSON-LD demand of each type (Google’s course list; schema.org). */
const required: Readonly<Record<string, readonly string[]>> = {
  Course: ['@id', 'url', 'name', 'description', 'provider', 'license'],
  LearningResource: ['url', 'name', 'description', 'isPartOf', 'license', 'datePublished'],
};

const read = (name: string) => readFileSync(join('dist', name), 'utf8');
const own = /https?:\/\/[^"<>\s)]+/g;
const origin = new URL(/<loc>(.*?)<\/loc>/.exec(read('sitemap-index.xml'))?.[1] ?? '').origin;
const htmlOf = (path: string) => read(path.endsWith('/') ? `${path}index.html` : path);
const bookPages = pagesOf('dist').filter((path) => !/^\/embed\/./.test(path));

/** The addresses of this site in a text that lead nowhere. */
function lost(text: string): string[] {
  return (text.match(own) ?? []).filter((address) => {
    const url = new URL(address);
    const file = join(
      'dist',
      url.pathname.endsWith('/') ? `${url.pathname}index.html` : url.pathname,
    );
    return url.origin === origin && !existsSync(file);
  });
}

test('the feed keeps the rules of RFC 4287, and its addresses exist', () => {
  const feed = read('feed.xml');
  expect(atomProblems(feed)).toEqual([]);
  expect(lost(atomAddresses(feed).join('\n'))).toEqual([]);
  expect(atomAddresses(feed)).toContain(`${origin}/health-checks/`);
});

test('robots.txt names the sitemap, and llms.txt pages that exist', () => {
  expect(read('robots.txt')).toContain(`Sitemap: ${origin}/sitemap-index.xml\n`);
  for (const name of ['robots.txt', 'llms.txt']) expect(lost(read(name))).toEqual([]);
  expect(read('llms.txt')).toContain(`(${origin}/about/)`);
});

test('the sitemap lists every page that does not ask to be left out', () => {
  const listed = [...read('sitemap-0.xml').matchAll(/<loc>(.*?)<\/loc>/g)].map(
    ([, address = '']) => new URL(address).pathname,
  );
  const wanted = pagesOf('dist').filter((path) => !htmlOf(path).includes('content="noindex"'));
  expect(listed.sort()).toEqual(wanted);
  expect(wanted).toEqual(bookPages.filter((path) => path !== '/404.html' && path !== '/offline/'));
});

test('each page of the book has one address and names the feed; the page for lost readers has none', () => {
  for (const path of bookPages) {
    const html = htmlOf(path);
    const canonical = html.match(/<link rel="canonical" href="[^"]*"/g) ?? [];
    const expected = path === '/404.html' ? [] : [`<link rel="canonical" href="${origin}${path}"`];
    expect(canonical, path).toEqual(expected);
    expect(html, path).toMatch(
      /<link rel="alternate" type="application\/atom\+xml" title="[^"]+" href="\/feed\.xml"/,
    );
  }
});

test('the first page is a course, and each chapter a part of it, in the words of schema.org', () => {
  const types = bookPages.flatMap((path) => {
    const [, json] =
      /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(htmlOf(path)) ?? [];
    if (json === undefined) return [];
    const data = JSON.parse(json) as Readonly<Record<string, unknown>>;
    const type = String(data['@type']);
    expect(data['@context'], path).toBe('https://schema.org');
    expect(Object.keys(data), path).toEqual(expect.arrayContaining([...(required[type] ?? [])]));
    expect(data['url'], path).toBe(origin + path);
    expect(lost(json.replaceAll('/#course', '/')), path).toEqual([]);
    return [[path, type] as const];
  });
  expect(types).toContainEqual(['/', 'Course']);
  expect(types).toContainEqual(['/health-checks/', 'LearningResource']);
  expect(types.length).toBe(1 + atomEntries());
});

function atomEntries(): number {
  return read('feed.xml').match(/<entry>/g)?.length ?? 0;
}
