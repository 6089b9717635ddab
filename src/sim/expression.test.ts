import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { expressionsIn, fillIn, parseExpression } from './expression.ts';

const value = (source: string, values = {}) => parseExpression(source).evaluate(values);

test('operators bind as in school', () => {
  assert.equal(value('1 + 2 * 3'), 7);
  assert.equal(value('(1 + 2) * 3'), 9);
  assert.equal(value('8 - 3 - 2'), 3);
  assert.equal(value('12 / 3 / 2'), 2);
  assert.equal(value('-2 * -(1 + 1)'), 4);
});

test('functions take what they are given', () => {
  assert.equal(value('min(3, 2, 5) + max(1, 4)'), 6);
  assert.equal(value('round(2.5) + ceil(1.2) + floor(1.8)'), 6);
});

test('names are looked up, and only the values that are given count', () => {
  assert.equal(value('(fall - 1) * inter', { fall: 3, inter: 2 }), 4);
  assert.deepEqual(parseExpression('a + min(b, a)').names, ['a', 'b']);
  assert.ok(Number.isNaN(value('constructor')));
  assert.ok(Number.isNaN(value('missing')));
});

test('what is not arithmetic is refused in words', () => {
  assert.throws(() => parseExpression(''), /has the end where a number, a name or “\(” should be/);
  assert.throws(() => parseExpression('1 +'), /has the end/);
  assert.throws(() => parseExpression('(1'), /has the end where “\)” should be/);
  assert.throws(() => parseExpression('1 2'), /has “2” where an operator should be/);
  assert.throws(() => parseExpression('min'), /where “\(” should be/);
  assert.throws(() => parseExpression('a.b'), /has “\.”/);
  assert.throws(() => parseExpression('a = 1'), /has “=”/);
});

test('no text makes the parser do anything but return or throw its own error', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1.(),+-*/ min{}"`$') }), (source) => {
      try {
        assert.equal(typeof value(source, { a: 1, b: 2 }), 'number');
      } catch (error) {
        assert.match(String(error), /should be$/);
      }
    }),
  );
});

test('a text is filled in with values to three decimals', () => {
  assert.equal(fillIn('{a} of {a + b}: {a / 3}', { a: 2, b: 1 }), '2 of 3: 0.667');
  assert.deepEqual(expressionsIn('{a} of {a + b}'), ['a', 'a + b']);
});
