import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkLinks } from './link-check.ts';

function check(files: Record<string, string>, base = '/') {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return checkLinks(folder, base);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a link to a page, an asset, a fragment or another site is right', () => {
  const report = check({
    'index.html': `<a href="/a/">a</a> <a data-run='{"a": "> href=/missing/"}' href=a/#part>b</a> <img src="i.svg" srcset="i.svg 1x, /i.svg 2x">
      <a href="https://example.org/nowhere">c</a> <a href="mailto:x@example.org">d</a> <a href="?t=3ms#top">e</a>
      <h1 id="top">href="/missing/"</h1><script>const x = '<a href="/missing/">';</script>`,
    'a/index.html': `<h2 id='part'>part</h2>`,
    'i.svg': '<svg/>',
  });
  assert.deepEqual(report.problems, []);
  assert.equal(report.checked, 6);
});

test('a link to nothing, to a missing fragment, or without its last slash is reported', () => {
  const { problems } = check({
    'index.html': '<a href="/none/">a</a><a href="/a/#none">b</a><a href="/a">c</a>',
    'a/index.html': '<p>a</p>',
    'a.css': 'p { background: url("none.png") }',
    'sitemap-index.xml': '<loc>https://upstream.invalid/sitemap-0.xml</loc>',
    'sitemap-0.xml': '<loc>https://upstream.invalid/b/</loc>',
  });
  assert.deepEqual([...problems].sort(), [
    'a.css: none.png leads nowhere',
    'index.html: /a lacks its last slash',
    'index.html: /a/#none names no place on that page',
    'index.html: /none/ leads nowhere',
    'sitemap-0.xml: https://upstream.invalid/b/ leads nowhere',
  ]);
});

test('the picture that a page names for links to it has to be there, even when its address is whole', () => {
  const { problems } = check({
    'index.html': `<meta property="og:image" content="https://upstream.invalid/cards/a.png"/>
      <meta content="/cards/none.png" property="og:image"><meta property="og:image:alt" content="none.png">`,
    'cards/a.png': '',
  });
  assert.deepEqual(problems, ['index.html: /cards/none.png leads nowhere']);
});

test('a link that leaves the base path is reported', () => {
  const { problems } = check({ 'index.html': '<a href="/up/">a</a><a href="/">b</a>' }, '/up/');
  assert.deepEqual(problems, ['index.html: / leaves /up/']);
});
