import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioSchema } from './scenario.ts';

const folder = new URL('../content/scenarios', import.meta.url).pathname;
const scenarios = readFolder(folder, scenarioSchema).map(({ data }) => data);

/** Every place in a tree of lists and mappings. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], junk: unknown): unknown {
  if (key === undefined) return junk;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, junk);
  return copy;
}

const spoiled = fc
  .constantFrom(...scenarios)
  .chain((scenario) =>
    fc.tuple(
      fc.constant(scenario),
      fc.array(
        fc.tuple(fc.constantFrom(...placesIn(scenario)), fc.oneof(fc.anything(), fc.constant([]))),
        { minLength: 1, maxLength: 3 },
      ),
    ),
  );

test('whatever stands in a file, it is refused in words or accepted', () => {
  fc.assert(
    fc.property(spoiled, ([scenario, changes]) => {
      let value: unknown = scenario;
      for (const [path, junk] of changes) {
        if (isReachable(value, path)) value = replaced(value, path, junk);
      }
      assert.equal(typeof scenarioSchema.safeParse(value).success, 'boolean');
    }),
    { numRuns: 1000 },
  );
});

function isReachable(value: unknown, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  return isReachable((value as Record<string, unknown>)[key], rest);
}
