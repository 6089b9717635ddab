import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createSteps } from './steps.ts';

test('steps run in order, each in a task of its own, and once for many requests', async () => {
  const done: string[] = [];
  const soon = createSteps(
    [() => done.push('a'), () => done.push('b')],
    new AbortController().signal,
  );
  soon();
  soon();
  assert.deepEqual(done, []);
  await pause(20);
  assert.deepEqual(done, ['a', 'b']);
});

test('what is asked for between two steps begins again', async () => {
  const done: string[] = [];
  const stop = new AbortController();
  let isFirst = true;
  const soon = createSteps(
    [
      () => {
        done.push('a');
        if (isFirst) setTimeout(soon);
        isFirst = false;
      },
      () => done.push('b'),
    ],
    stop.signal,
  );
  soon();
  await pause(30);
  assert.equal(done.join(''), 'abab');
  stop.abort();
  soon();
  await pause(10);
  assert.equal(done.join(''), 'abab');
});
