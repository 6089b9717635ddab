import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawNumbers, namesIn, nextSeed, shuffled, valuesOf } from './draw.ts';

const draw = { inter: { from: 0.5, to: 2, step: 0.5 }, fall: [2, 3, 4] };

test('the same seed draws the same numbers, within their ranges', () => {
  for (let seed = 0; seed < 100; seed++) {
    const { inter = 0, fall = 0 } = drawNumbers(draw, seed);
    assert.ok([0.5, 1, 1.5, 2].includes(inter) && draw.fall.includes(fall));
    assert.deepEqual(drawNumbers(draw, seed), { inter, fall });
  }
});

test('a range is walked in steps, without the errors of binary fractions', () => {
  assert.deepEqual(valuesOf({ from: 0.1, to: 0.4, step: 0.1 }), [0.1, 0.2, 0.3, 0.4]);
  assert.deepEqual(valuesOf({ from: 1, to: 4, step: 2 }), [1, 3]);
});

test('cases are drawn as a whole', () => {
  const cases = [
    { a: 1, b: 2 },
    { a: 3, b: 4 },
  ];
  assert.deepEqual(namesIn(cases), ['a', 'b']);
  for (let seed = 0; seed < 20; seed++) {
    const { a = 0, b } = drawNumbers(cases, seed);
    assert.equal(b, a + 1);
  }
});

test('the next seed draws other numbers', () => {
  for (let seed = 0; seed < 50; seed++) {
    assert.notDeepEqual(drawNumbers(draw, nextSeed(draw, seed)), drawNumbers(draw, seed));
  }
});

test('a shuffled list holds everything, and is never in order already', () => {
  for (let seed = 0; seed < 100; seed++) {
    const order = shuffled(3, seed);
    assert.deepEqual(order.toSorted(), [0, 1, 2]);
    assert.notDeepEqual(order, [0, 1, 2]);
  }
});
