import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaPath, linePath } from './paths.ts';

const x = [0, 10, 20, 30];

test('a line has a gap where there is no value, and a dot where a value stands alone', () => {
  assert.equal(linePath(x, [1, 2, NaN, 4]), 'M0 1L10 2M30 4Z');
  assert.equal(linePath(x, [NaN, NaN, NaN, NaN]), '');
});

test('an area goes along its top and back along its bottom', () => {
  const bottom = [9, 9, 9, 9];
  assert.equal(areaPath(x, bottom, [1, 2, NaN, NaN]), 'M0 1L10 2L10 9L0 9Z');
});
