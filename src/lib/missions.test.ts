import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missionsDone, missionsSlot, noteMission } from './missions.ts';
import { decode } from './storage.ts';

test('a mission that is done stays done, where nothing can be stored too', () => {
  assert.deepEqual([...missionsDone()], []);
  noteMission('hiccup', 1000);
  noteMission('hiccup', 2000);
  noteMission('slow-one', 3000);
  assert.deepEqual([...missionsDone()].sort(), ['hiccup', 'slow-one']);
});

test('what cannot be read is let go', () => {
  for (const stored of ['', 'null', '[]', '{"version":1}', '{"version":1,"done":[1]}']) {
    assert.doesNotThrow(() => decode(missionsSlot, stored));
  }
  const mixed = '{"version":1,"done":{"hiccup":5,"__proto__":6,"Bad id":7,"x":"y"}}';
  assert.deepEqual(decode(missionsSlot, mixed), { done: { hiccup: 5 } });
});
