import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

test('chapters import from #prose and nothing else', () => {
  const imports = globSync('src/content/docs/**/*.mdx').flatMap((file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
    return [...text.matchAll(/^\s*(?:import|export)\b[^;]*?['"]([^'"]+)['"]/gm)].map(
      ([, from = '']) => `${file}: ${from}`,
    );
  });
  assert.deepEqual(
    imports.filter((line) => !line.endsWith(': #prose')),
    [],
  );
});
