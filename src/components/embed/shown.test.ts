import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { joinQuery, shownWords, splitQuery } from './shown.ts';

test('a query comes apart in how the widget is shown and its state', () => {
  assert.deepEqual(splitQuery('?v=1&fig=turns&lb.balance=leastconn&theme=dark&at=3000ms:web2:up'), {
    shown: 'theme=dark',
    state: 'lb.balance=leastconn&at=3000ms:web2:up',
  });
});

test('a place on a page is no part of a state', () => {
  assert.deepEqual(splitQuery('lb.fall=2#lose-one-server'), { shown: '', state: 'lb.fall=2' });
});

test('words that look like those on how it is shown stay in the state', () => {
  assert.deepEqual(splitQuery('themes=3&lb.motion=reduce&theme'), {
    shown: 'theme',
    state: 'themes=3&lb.motion=reduce',
  });
});

test('what is joined comes apart again', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9.]{0,12}$/);
  const pair = fc
    .tuple(word, fc.webQueryParameters())
    .map(([name, text]) => `${name}=${text.replaceAll('&', '')}`);
  const state = fc.array(pair, { maxLength: 5 }).map((pairs) => splitQuery(pairs.join('&')).state);
  const shown = fc
    .subarray([...shownWords])
    .map((words) => words.map((name) => `${name}=auto`).join('&'));
  fc.assert(
    fc.property(state, shown, (one, other) => {
      assert.deepEqual(splitQuery(joinQuery(one, other)), { shown: other, state: one });
    }),
  );
});

test('a query with nothing in it is no query', () => {
  assert.equal(joinQuery('', ''), '');
});
