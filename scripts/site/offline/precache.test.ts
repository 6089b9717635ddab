import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { precacheOf, sum, type SiteFile } from './precache.ts';

const file = (name: string, bytes = 100): SiteFile => ({ name, content: randomBytes(bytes) });
const urls = (...names: string[]) =>
  precacheOf(names.map((name) => file(name))).kept.map(({ url }) => url);

test('pages, scripts, styles and the search of the reader are kept', () => {
  assert.deepEqual(
    urls(
      'index.html',
      '404.html',
      'round-robin/index.html',
      '_astro/page.abc.js',
      '_astro/page.abc.css',
      'favicon.svg',
      'pagefind/pagefind.js',
      'pagefind/pagefind-worker.js',
      'pagefind/pagefind-entry.json',
      'pagefind/wasm.en.pagefind',
      'pagefind/pagefind.en_1.pf_meta',
      'pagefind/index/en_2.pf_index',
      'pagefind/fragment/en_3.pf_fragment',
    ).sort(),
    [
      '/',
      '/404.html',
      '/_astro/page.abc.css',
      '/_astro/page.abc.js',
      '/favicon.svg',
      '/pagefind/fragment/en_3.pf_fragment',
      '/pagefind/index/en_2.pf_index',
      '/pagefind/pagefind-entry.json',
      '/pagefind/pagefind-worker.js',
      '/pagefind/pagefind.en_1.pf_meta',
      '/pagefind/pagefind.js',
      '/pagefind/wasm.en.pagefind',
      '/round-robin/',
    ],
  );
});

test('embeds, their pictures, feeds and what the search has for other pages are not', () => {
  assert.deepEqual(
    urls(
      'embed/index.html',
      'embed/flow/lose-one-server/index.html',
      'embed/flow/lose-one-server/oembed.json',
      'embed/v1.js',
      'posters/lose-one-server.svg',
      'cards/home.png',
      'sitemap-0.xml',
      'sw.js',
      'pagefind/pagefind-ui.js',
      'pagefind/pagefind-highlight.js',
      'pagefind/pagefind-component-ui.css',
      'pagefind/wasm.unknown.pagefind',
    ),
    [],
  );
});

test('a revision changes with the content, and is left out where the name does', () => {
  const revisions = (content: string) =>
    precacheOf([
      { name: 'index.html', content: Buffer.from(content) },
      { name: '_astro/page.abc.js', content: Buffer.from(content) },
    ]).kept.map(({ revision }) => revision);
  const [script, page] = revisions('one');
  assert.equal(script, null);
  assert.notEqual(page, null);
  assert.notEqual(revisions('two')[1], page);
  assert.equal(revisions('one')[1], page);
});

test('what is too much: scripts go before pages, pages before the search, small pages before large', () => {
  const files = [
    file('pagefind/pagefind-entry.json', 3000),
    file('long/index.html', 4000),
    file('short/index.html', 2000),
    file('_astro/page.abc.js', 3000),
  ];
  const { kept, notKept } = precacheOf(files, 6000);
  assert.deepEqual(
    kept.map(({ url }) => url),
    ['/_astro/page.abc.js', '/short/'],
  );
  assert.deepEqual(notKept, ['/long/']);
  assert.ok(sum(kept) <= 6000);
});

test('text is counted as it is stored, compressed', () => {
  const [page] = precacheOf([{ name: 'index.html', content: Buffer.alloc(100_000, 'word ') }]).kept;
  assert.ok(page && page.bytes < 1000);
});
