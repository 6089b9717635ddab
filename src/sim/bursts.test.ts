import assert from 'node:assert/strict';
import { test } from 'node:test';
import { burstArrivals, burstsOf } from './bursts.ts';

const bursts = { rate: 10, burst_rate: 100, burst_every_ms: 4000, burst_ms: 1000 };

function arrivals(count: number, startUs = 0): number[] {
  const next = burstArrivals(bursts, startUs);
  return Array.from({ length: count }, next);
}

test('outside a burst requests come at the usual rate, in it at the rate of the burst', () => {
  const times = arrivals(300);
  const between = (from: number, to: number) =>
    times.filter((tUs) => tUs >= from * 1e6 && tUs < to * 1e6).length;
  assert.equal(between(0, 3), 30);
  assert.equal(between(3, 4), 100);
  assert.equal(between(4, 7), 30);
  assert.equal(between(7, 8), 100);
});

test('arrivals are whole microseconds in order, from the start on', () => {
  const times = arrivals(300, 250_000);
  assert.equal(times[0], 250_000);
  assert.ok(times.every((tUs, n) => Number.isInteger(tUs) && tUs >= (times[n - 1] ?? 0)));
});

test('a burst as long as its period is a steady rate', () => {
  const next = burstArrivals({ ...bursts, burst_ms: 4000 }, 0);
  const times = Array.from({ length: 1001 }, next);
  assert.equal(times.at(-1), 10_000_000);
});

test('a workload that does not say more has bursts of five times its rate', () => {
  assert.deepEqual(burstsOf({ rate: 20 }), {
    rate: 20,
    burst_rate: 100,
    burst_every_ms: 5000,
    burst_ms: 500,
  });
});
