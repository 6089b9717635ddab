import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAgenda } from './agenda.ts';

test('events happen in order of time, equal times in order of insertion', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const agenda = createAgenda();
      const seen: { tUs: number; order: number }[] = [];
      times.forEach((tUs, order) => {
        agenda.at(tUs, () => seen.push({ tUs: agenda.nowUs, order }));
      });
      agenda.run(100);
      const expected = times
        .map((tUs, order) => ({ tUs, order }))
        .sort((one, other) => one.tUs - other.tUs || one.order - other.order);
      assert.deepEqual(seen, expected);
    }),
  );
});

test('an event may put others on the list, at its own time at the earliest', () => {
  const agenda = createAgenda();
  const seen: string[] = [];
  agenda.at(5, () => {
    agenda.at(3, () => seen.push(`late at ${agenda.nowUs}`));
    agenda.after(2, () => seen.push(`after at ${agenda.nowUs}`));
  });
  agenda.run(10);
  assert.deepEqual(seen, ['late at 5', 'after at 7']);
});

test('what would come after the end of the run is left out', () => {
  const agenda = createAgenda(10);
  const seen: number[] = [];
  for (const tUs of [10, 11]) agenda.at(tUs, () => seen.push(tUs));
  agenda.run(20);
  assert.deepEqual(seen, [10]);
});

test('what is due after the moment that is run to does not happen', () => {
  const agenda = createAgenda();
  let happened = false;
  agenda.at(11, () => {
    happened = true;
  });
  agenda.run(10);
  assert.equal(happened, false);
  assert.equal(agenda.nowUs, 10);
});
