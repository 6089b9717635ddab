import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inlineHtml } from './inline-text.ts';

test('code, strong and emphasis become HTML, and everything else is text', () => {
  assert.equal(
    inlineHtml('`a < b` is **not** *always* <b>'),
    '<code>a &lt; b</code> is <strong>not</strong> <em>always</em> &lt;b&gt;',
  );
});

test('apostrophes are curved, but not in code', () => {
  assert.equal(
    inlineHtml("HAProxy's checks, servers' names, `it's`"),
    "HAProxy’s checks, servers’ names, <code>it's</code>",
  );
});

test('an expression keeps its stars', () => {
  assert.equal(
    inlineHtml('{a * b} and {b * c}, `inter {i * 2}`'),
    '{a * b} and {b * c}, <code>inter {i * 2}</code>',
  );
});
