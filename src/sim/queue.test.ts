import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createQueue } from './queue.ts';

test('a queue gives back what it was given, in order, however it grows', () => {
  const step = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: -40, max: -1 }));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const queue = createQueue<number>();
      const model: number[] = [];
      let next = 0;
      for (const many of steps) {
        for (let i = 0; i < many; i++) {
          queue.push(next);
          model.push(next++);
        }
        for (let i = 0; i > many; i--) assert.equal(queue.shift(), model.shift());
        assert.equal(queue.length, model.length);
      }
    }),
  );
});

test('a cleared queue is empty and can be used again', () => {
  const queue = createQueue<string>();
  queue.push('a');
  queue.clear();
  assert.equal(queue.shift(), undefined);
  queue.push('b');
  assert.equal(queue.shift(), 'b');
});
