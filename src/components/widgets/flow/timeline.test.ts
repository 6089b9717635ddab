import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import { haproxy } from '#sim/haproxy/haproxy.ts';
import { simulate } from '#sim/simulate.ts';
import { haltsOf } from './halts.ts';
import { marksOf, placeMarks, stepFrom, textAt } from './timeline.ts';

const { run, figure } =
  readFolder('src/content/scenarios', scenarioSchema).find(({ id }) => id === 'lose-one-server')
    ?.data ?? assert.fail();
const trace = simulate(run, { haproxy });
const halts = haltsOf(trace, figure);

test('steps go through the whole run and back over the same moments', () => {
  for (const rank of [2, 3] as const) {
    const forth: number[] = [];
    for (let tUs = 0; tUs < trace.endUs && forth.length < 400;) {
      tUs = stepFrom(trace, halts, tUs, rank, true);
      forth.push(tUs);
    }
    const back = forth.slice(0, -1).reverse();
    let tUs = forth.at(-1) ?? 0;
    for (const expected of back) {
      tUs = stepFrom(trace, halts, tUs, rank, false);
      assert.equal(tUs, expected);
    }
    assert.equal(stepFrom(trace, halts, forth[0] ?? 0, rank, false), 0);
  }
});

test('a step says what it has come to', () => {
  assert.match(textAt(trace, 3_000_000, 2), /^Server 2 nginx refuses connections\./);
});

test('labels under the timeline never overlap', () => {
  const marks = marksOf(trace, halts);
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 1200 }),
      fc.integer({ min: 1, max: 3 }),
      (width, lanes) => {
        const widthOf = (label: string) => label.length * 6.6;
        const placed = placeMarks(marks, trace.endUs, width, lanes, widthOf);
        for (const a of placed) {
          for (const b of placed) {
            if (a === b || a.lane < 0 || a.lane !== b.lane || a.x > b.x) continue;
            assert.ok(a.x + widthOf(a.mark.label) <= b.x);
          }
        }
      },
    ),
  );
});
