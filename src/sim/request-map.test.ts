import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRequestMap } from './request-map.ts';

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('set', 'set', 'set', 'delete', 'delete', 'clear'),
    // Few numbers that are the same in their last bits, as well as probes' below 0.
    request: fc.integer({ min: -6, max: 20 }).map((number) => number * 8),
  }),
  { maxLength: 200 },
);

test('it is a map, whatever comes and goes', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const map = createRequestMap<number>();
      const model = new Map<number, number>();
      list.forEach(({ what, request }, step) => {
        if (what === 'set') {
          map.set(request, step);
          model.set(request, step);
        } else if (what === 'delete') {
          assert.equal(map.delete(request), model.delete(request));
        } else if (step % 7 === 0) {
          map.clear();
          model.clear();
        }
        assert.equal(map.size, model.size);
        for (let key = -48; key <= 160; key += 8) assert.equal(map.get(key), model.get(key));
      });
      const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);
      assert.deepEqual(sorted(map.values()), sorted(model.values()));
    }),
  );
});
