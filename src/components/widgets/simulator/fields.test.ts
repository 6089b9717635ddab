import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesIn } from '#sim/setup.ts';
import { fields as words } from '#strings/simulator.ts';
import { groups, keyOf } from './fields.ts';

const names = groups.flatMap(({ fields }) => fields.map(({ name }) => name));

test('every setting of the catalogue has one control, and a help text', () => {
  const all = [...namesIn({}), ...namesIn({ 'lb.software': 'nginx' })];
  const wanted = new Set(all.map((name) => name.replace(/^web\d/, 'web*')));
  assert.deepEqual([...names].sort(), [...wanted].sort());
  for (const name of names) assert.ok(words[keyOf(name)]?.help, name);
});

test('a slider begins within its setting and ends within it', () => {
  for (const { name, setting, sliderMax } of groups.flatMap(({ fields }) => fields)) {
    if (sliderMax === undefined || !('min' in setting)) continue;
    assert.ok(sliderMax > setting.min && sliderMax <= setting.max, name);
  }
});
