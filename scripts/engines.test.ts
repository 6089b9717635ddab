import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundle, engines } from './engines.ts';

const source = `
  const mixed: number = Math.imul(0x9e3779b9, 3) >>> 0;
  export const report = (): string[] => [String(mixed), String(0.1 + 0.2)];
`;

for (const [name, run] of Object.entries(engines)) {
  test(`${name} runs a module and gives its lines back`, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'engine-'));
    try {
      const entry = join(folder, 'entry.ts');
      writeFileSync(entry, source);
      const lines = await run(await bundle(entry));
      if (lines === undefined) context.skip(`${name} is not installed`);
      else assert.deepEqual(lines, ['3668340011', '0.30000000000000004']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
