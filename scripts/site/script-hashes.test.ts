import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { allowInlineScripts } from './script-hashes.ts';

const page = (body: string) =>
  `<meta http-equiv="content-security-policy" content="img-src 'self';script-src 'self' 'sha256-old'; style-src 'self';">${body}`;
const hash = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

test('the policy names the inline scripts of the page and no others', () => {
  const html = allowInlineScripts(
    page('<script>one()</script><script type="module">two()</script>'),
    'a',
  );
  assert.ok(
    html.includes(`script-src 'self' ${hash('one()')} ${hash('two()')}; style-src 'self'"`),
  );
});

test('files and data are no inline scripts', () => {
  const html = allowInlineScripts(
    page('<script type="module" src="/a.js"></script><script type="application/json">{}</script>'),
    'a',
  );
  assert.ok(html.includes("script-src 'self'; style-src"));
});

test('a page without a policy is refused by name', () => {
  assert.throws(() => allowInlineScripts('<p>', 'dns/index.html'), /dns\/index\.html has no/);
});
