import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linearScale, logScale, type Scale } from './scale.ts';

const isNear = (one: number, other: number) => Math.abs(one - other) < 1e-9;

test('values are spread evenly between the ends, and found again at their places', () => {
  const scale = linearScale([10, 20], [100, 0]);
  assert.deepEqual([10, 15, 20].map(scale), [100, 50, 0]);
  assert.equal(scale.invert(50), 15);
});

test('equal ratios are equally far on a logarithmic scale', () => {
  const scale: Scale = logScale([1, 100], [0, 10]);
  assert.ok(isNear(scale(10), 5));
  assert.ok(isNear(scale.invert(5), 10));
});

test('a domain without length has one place', () => {
  assert.equal(linearScale([3, 3], [5, 9])(3), 5);
});
