import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averages, countPerWindow, largestRate, trailingRate, upTo } from './windows.ts';

const second = 1_000_000;

/** Two requests in each second but the fourth, which has 22. */
const times = [0, 1, 2, 3, 4, 5].flatMap((start) =>
  Array.from({ length: start === 3 ? 22 : 2 }, (_, n) => start * second + n * 40_000),
);

test('a second counts the requests from its beginning to before the next', () => {
  assert.deepEqual(countPerWindow(times, 0, second, 6), [2, 2, 2, 22, 2, 2]);
  assert.deepEqual(countPerWindow(times, 3 * second, second, 2), [22, 2]);
});

test('an average spreads a burst over its window, and leaves out what does not fill one', () => {
  assert.deepEqual(averages([2, 2, 2, 22, 2, 2], 3), [2, 26 / 3]);
  assert.deepEqual(averages([2, 2, 2, 22, 2, 2], 4), [7]);
});

test('a trailing window ends at its moment', () => {
  assert.equal(trailingRate(times, 4 * second - 1, second), 22);
  assert.equal(trailingRate(times, 4 * second - 1, 4 * second), 28 / 4);
});

test('the largest rate is found wherever its window begins', () => {
  // From 3.0 s to before 4.0 s; windows aligned at half seconds would split it.
  assert.equal(largestRate(times, second), 22);
  assert.equal(largestRate([], second), 0);
});

test('what is not after a moment is at it or before it', () => {
  assert.equal(upTo([1, 2, 2, 5], 2), 3);
  assert.equal(upTo([], 2), 0);
});
