import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkRecording } from './check.ts';

const folder = join(import.meta.dirname, '../../conformance');

for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  test(`the engine does what the real program did in ${name}`, () => {
    assert.deepEqual(checkRecording(join(folder, name)), []);
  });
}
