import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { about } from '#strings/about.ts';

test('the page “About” names everything that is kept on the device, and nothing else', () => {
  const sources = globSync('src/**/*.{ts,astro}', { exclude: ['**/*.test.ts'] })
    .map((file) => readFileSync(file, 'utf8'))
    .filter((source) => /Slot<|localStorage|sessionStorage|indexedDB/.test(source));
  const keys = sources.flatMap((source) => [
    ...source.matchAll(/: Slot<[^=]*> = \{\s*key: '([a-z-]+)'/g),
    ...source.matchAll(/'upstream\.([a-z-]+)'/g),
  ]);
  assert.deepEqual([...new Set(keys.map(([, key]) => key))].sort(), Object.keys(about.kept).sort());
});
