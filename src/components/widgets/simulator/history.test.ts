import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHistory } from './history.ts';

test('undo and redo go back and forth, and a change ends what could be done again', () => {
  const history = createHistory(1);
  history.change(2, 'a', 0);
  history.change(3, 'b', 0);
  history.undo();
  assert.equal(history.present, 2);
  history.redo();
  assert.equal(history.present, 3);
  history.undo();
  history.undo();
  history.undo();
  assert.equal(history.present, 1);
  assert.ok(!history.canUndo && history.canRedo);
  history.change(9, 'a', 5000);
  assert.ok(!history.canRedo);
});

test('a slider that is dragged is undone at once', () => {
  const history = createHistory(1);
  for (let value = 2; value < 40; value++) history.change(value, 'rate', value * 50);
  history.undo();
  assert.equal(history.present, 1);
  history.change(2, 'rate', 10_000);
  history.change(3, 'rate', 12_000);
  history.undo();
  assert.equal(history.present, 2);
});
