import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import typescript from 'typescript-eslint';

// Types would need the snippets to be files; the rules in question need none.
const eslint = new ESLint({ overrideConfig: [typescript.configs.disableTypeChecked] });

async function rulesBroken(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const imports = '@typescript-eslint/no-restricted-imports';

const refused: [file: string, code: string, rule: string][] = [
  ['src/sim/x.ts', `export { select } from 'd3';`, imports],
  ['src/sim/x.ts', `export { readFileSync } from 'node:fs';`, imports],
  ['src/sim/x.ts', `export * from '#lib/x.ts';`, imports],
  ['src/sim/x.ts', `export * from '../lib/x.ts';`, imports],
  ['src/sim/x.ts', `export const x = await import('./y.ts');`, 'no-restricted-syntax'],
  ['src/sim/x.ts', 'export const x = Math.random();', 'no-restricted-syntax'],
  ['src/sim/x.ts', 'export const x = Math.sqrt(2);', 'no-restricted-syntax'],
  ['src/sim/x.ts', `export const x = Math['log'](2);`, 'no-restricted-syntax'],
  ['src/sim/x.ts', 'export const { exp } = Math;', 'no-restricted-syntax'],
  ['src/sim/x.ts', 'export const x = 2 ** 0.5;', 'no-restricted-syntax'],
  ['src/sim/x.ts', `export const x = 'a'.localeCompare('b');`, 'no-restricted-syntax'],
  ['src/sim/x.ts', 'export const x = Date.now();', 'no-restricted-globals'],
  ['src/sim/x.ts', 'setTimeout(() => {}, 1);', 'no-restricted-globals'],
  ['src/sim/x.ts', `console.log('x');`, 'no-restricted-globals'],
  ['src/sim/x.ts', 'export const x = document.title;', 'no-restricted-globals'],
  ['src/schemas/x.ts', `export * from '#lib/x.ts';`, imports],
  ['src/config/x.ts', `export { simulate } from '#sim/simulate.ts';`, imports],
  ['src/strings/x.ts', `export * from '#lib/x.ts';`, imports],
  ['src/components/widgets/flow/frame.ts', `export { select } from 'd3';`, imports],
  ['src/components/widgets/flow/view.ts', `export { simulate } from '#sim/simulate.ts';`, imports],
  ['src/components/widgets/flow/view.ts', `export * from '#lib/x.ts';`, imports],
  ['src/components/widgets/flow/element.ts', `export * from '../quiz/element.ts';`, imports],
  ['src/components/widgets/flow/element.ts', `export * from '#components/shell/x.ts';`, imports],
  ['src/lib/x.ts', `export * from '#components/widgets/flow/frame.ts';`, imports],
  ['src/components/shell/x.ts', `export * from '#components/widgets/flow/frame.ts';`, imports],
  ['e2e/x.spec.ts', `export * from '#components/widgets/flow/frame.ts';`, imports],
];

for (const [file, code, rule] of refused) {
  test(`${file} may not say: ${code}`, async () => {
    assert.deepEqual(await rulesBroken(file, code), [rule]);
  });
}

const allowed: [file: string, code: string][] = [
  ['src/sim/x.ts', `export * from './y.ts';`],
  ['src/sim/haproxy/x.ts', `export * from '../random.ts';`],
  ['src/sim/x.ts', 'export const x = Math.floor(3 / 2) + Math.imul(2, 3);'],
  ['src/sim/x.test.ts', `import 'node:assert/strict';\nexport const x = Math.random();`],
  ['src/schemas/x.ts', `export { z } from 'astro/zod';`],
  ['src/config/x.ts', `export type { Run } from '#sim/run.ts';`],
  ['src/components/widgets/flow/view.ts', `export { select } from 'd3';`],
  ['src/components/widgets/flow/view.ts', `export type { Run } from '#sim/run.ts';`],
  ['src/components/widgets/flow/element.ts', `export * from '#lib/x.ts';`],
  [
    'src/components/prose/index.ts',
    `export { default as Flow } from '../widgets/flow/Flow.astro';`,
  ],
  ['src/pages/x.ts', `export * from '#components/widgets/flow/frame.ts';`],
];

for (const [file, code] of allowed) {
  test(`${file} may say: ${code.split('\n')[0]}`, async () => {
    assert.deepEqual(await rulesBroken(file, code), []);
  });
}
