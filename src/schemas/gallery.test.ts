import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '#lib/yaml-collection.ts';
import { holds } from '#sim/bound.ts';
import { allModules } from '#sim/all-modules.ts';
import { measure } from '#sim/metric.ts';
import { normalize, runOf } from '#sim/setup.ts';
import { simulate } from '#sim/simulate.ts';
import { gallerySchema } from './gallery.ts';

const folder = new URL('../content/gallery', import.meta.url).pathname;
const entries = readFolder(folder, gallerySchema);

test('there are at least ten starting scenarios, each at a place of its own', () => {
  assert.ok(entries.length >= 10);
  assert.equal(new Set(entries.map(({ data }) => data.order)).size, entries.length);
});

for (const { id, data } of entries) {
  for (const expectation of data.expect) {
    test(`${id}: ${expectation.claim}`, () => {
      const { values, events } = data.setup;
      const settings = expectation.of === 'b' ? (data.other ?? {}) : values;
      const run = runOf(normalize({ values: settings, events }));
      const value = measure(simulate(run, allModules), expectation.metric);
      assert.ok(holds(expectation, value), String(value));
    });
  }

  test(`${id}: what is compared differs in something, and not in when requests come`, () => {
    if (!data.other) return;
    assert.notDeepEqual(data.other, data.setup.values);
    const arrivals = [data.setup.values, data.other].map((values) => {
      const run = runOf(normalize({ values, events: [] }));
      return simulate(run, allModules).requests.arrivalUs;
    });
    assert.deepEqual(arrivals[0], arrivals[1]);
  });
}
