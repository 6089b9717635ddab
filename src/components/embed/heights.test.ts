import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heightsToTell } from './heights.ts';

function told(heights: readonly number[]) {
  const tell = heightsToTell();
  return heights.map((height, index) => tell(height, 16 * index));
}

test('heights are told as whole numbers, and changes by rounding are not told', () => {
  assert.deepEqual(told([499.2, 500.6, 501, 502]), [500, undefined, undefined, 502]);
});

test('a figure that opens and closes a part is told each time, a few times over', () => {
  assert.deepEqual(told([500, 700, 500, 700]), [500, 700, 500, 700]);
});

test('a page whose width depends on the height ends at the larger of the two heights', () => {
  const answers = told(Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 500 : 700)));
  const last = answers.filter((height) => height !== undefined).at(-1);
  assert.equal(last, 700);
  assert.ok(answers.slice(10).every((height) => height === undefined));
});

test('after such a loop another height is told again', () => {
  const tell = heightsToTell();
  for (let index = 0; index < 40; index += 1) tell(index % 2 === 0 ? 500 : 700, 16 * index);
  assert.equal(tell(900, 700), 900);
  assert.equal(tell(500, 720), 500);
});

test('a reader may open and close a part as often as they like', () => {
  const tell = heightsToTell();
  for (let index = 0; index < 40; index += 1) {
    const height = index % 2 === 0 ? 500 : 700;
    assert.equal(tell(height, 1200 * index), height);
  }
});
