import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatParams, parseParams } from './params.ts';

test('what is written into a link is read from it', () => {
  fc.assert(
    fc.property(fc.option(fc.integer({ min: 0, max: 4294967295 }), { nil: undefined }), (seed) => {
      const params = seed === undefined ? {} : { seed };
      assert.deepEqual(parseParams(formatParams(params)), params);
    }),
  );
});

test('whatever is in a link, reading it gives a seed or none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { seed = 0 } = parseParams(`seed=${text}`);
      assert.ok(Number.isInteger(seed) && seed >= 0 && seed <= 4294967295);
    }),
  );
  assert.deepEqual(parseParams('seed=99999999999'), {});
  assert.deepEqual(parseParams('seed=-1'), {});
});

test('the seed of a figure is not ours', () => {
  assert.deepEqual(parseParams('fig=lose-one-server&seed=4'), {});
});
