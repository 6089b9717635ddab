import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from './random.ts';
import { dailyCourse, varyingArrivals, type Course } from './varying.ts';

/** The arrivals before `untilUs`. */
function arrivals(course: Course, untilUs: number, seed: number): number[] {
  const next = varyingArrivals(course, 0, createRandom(seed));
  const times: number[] = [];
  for (let tUs = next(); tUs < untilUs; tUs = next()) times.push(tUs);
  return times;
}

/** Of a Poisson count, four standard deviations: missed by chance once in 16,000 times. */
const near = (count: number, mean: number) => {
  assert.ok(Math.abs(count - mean) < 4 * Math.sqrt(mean), `${count} instead of about ${mean}`);
};

test('a day brings as many requests as its mean rate says', () => {
  const course = dailyCourse(50, 60_000);
  near(arrivals(course, 600_000_000, 1).length, 50 * 600);
});

test('the evening of a day has five times the requests of the hour before dawn', () => {
  const course = dailyCourse(1000, 24_000);
  const perHour = Array.from({ length: 24 }, () => 0);
  for (const tUs of arrivals(course, 24_000_000, 2)) {
    const hour = Math.floor(tUs / 1_000_000);
    perHour[hour] = (perHour[hour] ?? 0) + 1;
  }
  near(perHour[20] ?? 0, 5 * (perHour[3] ?? 0));
  assert.equal(Math.max(...perHour), perHour[20]);
});

test('each piece of a course has its own rate, and one of 0 has no requests', () => {
  const course = {
    pieces: [
      { fromUs: 0, rate: 20 },
      { fromUs: 10_000_000, rate: 0 },
      { fromUs: 20_000_000, rate: 150 },
      { fromUs: 24_000_000, rate: 20 },
    ],
  };
  const times = arrivals(course, 40_000_000, 3);
  const between = (from: number, to: number) =>
    times.filter((tUs) => tUs >= from * 1_000_000 && tUs < to * 1_000_000).length;
  near(between(0, 10), 200);
  assert.equal(between(10, 20), 0);
  near(between(20, 24), 600);
  near(between(24, 40), 320);
});

test('a course that ends at rate 0 brings no more requests', () => {
  const pieces = [
    { fromUs: 0, rate: 10 },
    { fromUs: 1_000_000, rate: 0 },
  ];
  assert.ok(arrivals({ pieces }, 1e12, 4).every((tUs) => tUs <= 1_000_000));
});
