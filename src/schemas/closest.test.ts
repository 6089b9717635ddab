import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closest, notAllowed } from './closest.ts';

const words = ['fall', 'rise', 'retries', 'inter_ms', 'redispatch'];

const slips = [
  ['fal', 'fall'],
  ['rsie', 'rise'],
  ['Fall', 'fall'],
  ['retires', 'retries'],
  ['inter', 'inter_ms'],
  ['redispach', 'redispatch'],
  ['weight', undefined],
  ['', undefined],
] as const;

for (const [word, meant] of slips) {
  test(`“${word}” is taken for ${meant ?? 'nothing'}`, () => {
    assert.equal(closest(word, words), meant);
  });
}

test('an author is told what is allowed', () => {
  assert.equal(
    notAllowed('setting', 'fal', ['fall', 'rise']),
    'unknown setting “fal”; did you mean “fall”? Allowed: fall, rise.',
  );
  assert.equal(notAllowed('host', 'x1', []), 'unknown host “x1”. Nothing is allowed here.');
});
