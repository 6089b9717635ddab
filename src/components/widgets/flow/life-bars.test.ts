import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Step } from '#sim/request-life.ts';
import { barsOf, shareOf, stepAt, ticksOf } from './life-bars.ts';

const step = (fromUs: number, toUs: number): Step => ({
  kind: 'service',
  fromUs,
  toUs,
  component: 0,
  link: -1,
  outcome: 'done',
});
const life = [step(1000, 2000), step(2000, 2000), step(2000, 5000)];

test('bars fill the axis one after the other', () => {
  assert.deepEqual(barsOf(life), [
    { start: 0, length: 0.25 },
    { start: 0.25, length: 0 },
    { start: 0.25, length: 0.75 },
  ]);
});

test('at the beginning of a step it is the one at that moment', () => {
  assert.equal(stepAt(life, 999), -1);
  assert.equal(stepAt(life, 1000), 0);
  assert.equal(stepAt(life, 1999), 0);
  assert.equal(stepAt(life, 2000), 2);
  assert.equal(stepAt(life, 5000), -1);
});

test('a moment outside the life is outside the axis', () => {
  assert.ok(shareOf(life, 0) < 0);
  assert.ok(shareOf(life, 6000) > 1);
  assert.equal(shareOf(life, 3000), 0.5);
});

test('ticks are at round times and never more than asked for', () => {
  const ms = (lengthMs: number) => ticksOf([step(0, lengthMs * 1000)], 5).map((tick) => tick.ms);
  assert.deepEqual(ms(4), [0, 1, 2, 3, 4]);
  assert.deepEqual(ms(90), [0, 20, 40, 60, 80]);
  assert.deepEqual(ms(3060), [0, 1000, 2000, 3000]);
  for (let lengthMs = 1; lengthMs < 100_000; lengthMs = Math.ceil(lengthMs * 1.3)) {
    assert.ok(ms(lengthMs).length <= 6);
  }
});

test('a life that takes no time has an axis all the same', () => {
  assert.deepEqual(barsOf([step(7, 7)]), [{ start: 0, length: 0 }]);
  assert.deepEqual(ticksOf([step(7, 7)], 5), [{ share: 0, ms: 0 }]);
  assert.deepEqual(barsOf([]), []);
});
