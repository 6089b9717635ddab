import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffLines } from './diff.ts';

const marks = { same: ' ', added: '+', removed: '-' } as const;
const diff = (before: string, after: string) =>
  diffLines(before.split(','), after.split(','))
    .map(({ text, change }) => `${marks[change]}${text}`)
    .join(',');

test('equal texts do not differ', () => {
  assert.equal(diff('a,,b', 'a,,b'), ' a, , b');
});

test('a replaced line stands before its replacement', () => {
  assert.equal(diff('a,b,c', 'a,x,c'), ' a,-b,+x, c');
});

test('lines that are new or gone stay at their places', () => {
  assert.equal(diff('a,b', 'a,x,b'), ' a,+x, b');
  assert.equal(diff('a,b,c', 'a,c'), ' a,-b, c');
  assert.equal(diff('a,b', 'a'), ' a,-b');
});
