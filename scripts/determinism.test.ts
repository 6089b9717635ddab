import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from '#sim/all-modules.ts';
import { randomRun } from '#sim/random-run.ts';
import { simulate } from '#sim/simulate.ts';
import { bundle, engines } from './engines.ts';

/** The same runs every time, so that a difference can be looked at. */
const runs = fc.sample(randomRun, { seed: 9, numRuns: 30 });

const simFolder = join(import.meta.dirname, '../src/sim');

const source = `
  import { allModules } from '${simFolder}/all-modules.ts';
  import { simulate } from '${simFolder}/simulate.ts';
  const runs = ${JSON.stringify(runs)};
  export const report = () => runs.map((run) => simulate(run, allModules).hash);
`;

async function bundleRuns(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'determinism-'));
  try {
    const entry = join(folder, 'entry.ts');
    writeFileSync(entry, source);
    return await bundle(entry);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const expected = runs.map((run) => simulate(run, allModules).hash);
const script = bundleRuns();

for (const [name, run] of Object.entries(engines)) {
  test(`${name} computes the same traces, to the last bit`, async (context) => {
    const hashes = await run(await script);
    if (hashes === undefined) context.skip(`${name} is not installed`);
    else assert.deepEqual(hashes, expected);
  });
}
