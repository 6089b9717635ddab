import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counterRate, increase, inWindow, prometheusRate, type Sample } from './rate.ts';

/** Samples one second apart, from second 0 on. */
const eachSecond = (...values: number[]): Sample[] =>
  values.map((value, second) => ({ tUs: second * 1_000_000, value }));

const s = (seconds: number) => seconds * 1_000_000;

test('a window holds the samples at both its ends', () => {
  const samples = eachSecond(0, 1, 2, 3, 4, 5);
  assert.deepEqual(
    inWindow(samples, s(4), s(2)).map(({ value }) => value),
    [2, 3, 4],
  );
  assert.deepEqual(inWindow(samples, s(9), s(2)), []);
});

test('a counter that falls has begun again at 0', () => {
  assert.equal(increase(eachSecond(100, 130, 10, 40)), 30 + 10 + 30);
  assert.equal(increase([]), 0);
});

test('the rate is the increase between the first and the last sample, divided by the time between them', () => {
  assert.equal(counterRate(eachSecond(0, 10, 40, 60), s(3), s(3)), 20);
  assert.equal(counterRate(eachSecond(100, 130, 10, 40), s(3), s(2)), 20);
});

test('one sample gives no rate', () => {
  const samples = eachSecond(0, 10, 40);
  assert.equal(counterRate(samples, s(2), s(0.5)), undefined);
  assert.equal(prometheusRate(samples, s(2), s(0.5)), undefined);
});

test('Prometheus’ rate of samples that fill the window is the same', () => {
  const samples = eachSecond(0, 10, 40, 60, 61);
  assert.equal(prometheusRate(samples, s(4), s(4)), counterRate(samples, s(4), s(4)));
});

test('Prometheus carries the increase on to the window’s ends', () => {
  // Three seconds between the samples, half a second missing on both sides.
  const samples = eachSecond(0, 100, 110, 120, 130);
  assert.equal(prometheusRate(samples.slice(1), s(4.5), s(4)), (30 * (4 / 3)) / 4);
});
