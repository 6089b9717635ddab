import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createDraw,
  createRandom,
  exponentialUs,
  naturalExponential,
  naturalLogarithm,
} from './random.ts';

test('a stream depends on every one of its keys, and on nothing else', () => {
  const first = (...keys: [number, ...(string | number)[]]) => createRandom(...keys)();
  assert.equal(first(1, 'web', 'service', 7), first(1, 'web', 'service', 7));
  const values = [
    first(1, 'web', 'service', 7),
    first(2, 'web', 'service', 7),
    first(1, 'app', 'service', 7),
    first(1, 'web', 'gap', 7),
    first(1, 'web', 'service', 8),
  ];
  assert.equal(new Set(values).size, values.length);
});

test('a draw is the first number of the stream with the same keys', () => {
  const draw = createDraw(5, 'web', 'service');
  for (let request = 0; request < 100; request++) {
    assert.equal(draw(request), createRandom(5, 'web', 'service', request)());
  }
});

test('streams with neighboring keys are even', () => {
  const n = 20_000;
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let request = 0; request < n; request++) {
    const tenth = Math.floor(createRandom(1, 'web', 'service', request)() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  // Chi-squared with 9 degrees of freedom: above 27.9 with probability 0.001.
  const chiSquared = tenths.reduce((sum, seen) => sum + (seen - n / 10) ** 2 / (n / 10), 0);
  assert.ok(chiSquared < 27.9, `chi-squared is ${chiSquared}`);
});

test('the natural logarithm is right to 15 digits', () => {
  for (let x = 2 ** -32; x < 1e6; x *= 1.37) {
    assert.ok(Math.abs(naturalLogarithm(x) - Math.log(x)) < 1e-14 * Math.max(1, -Math.log(x)));
  }
});

test('waiting times have the mean and the variance of the exponential distribution', () => {
  const n = 40_000;
  const random = createRandom(3, 'test');
  const times = Array.from({ length: n }, () => exponentialUs(100_000, random()));
  const mean = times.reduce((sum, time) => sum + time, 0) / n;
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / n;
  // Standard errors: 500 of the mean, 1.4 % of the variance; four of each.
  assert.ok(Math.abs(mean - 100_000) < 2000, `mean ${mean}`);
  assert.ok(Math.abs(variance / 1e10 - 1) < 0.06, `variance ${variance}`);
});

test('the exponential function is right to 14 digits', () => {
  for (let x = -30; x < 30; x += 0.173) {
    assert.ok(Math.abs(naturalExponential(x) / Math.exp(x) - 1) < 1e-14, `e^${x}`);
  }
});
