import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import { nginx } from '#sim/nginx/nginx.ts';
import { simulate } from '#sim/simulate.ts';
import { stateAt } from '#sim/state.ts';
import { learn } from './lexicon.ts';
import { logBefore } from './log.ts';
import { lexicon } from './nginx.ts';
import { marksOf } from './timeline.ts';
import { beliefText, markOf } from './words.ts';

learn(lexicon);

const { run } =
  readFolder('src/content/scenarios', scenarioSchema).find(({ id }) => id === 'passive-checks')
    ?.data ?? assert.fail();
const trace = simulate(run, { nginx });

function rowAt(seconds: number) {
  const belief = stateAt(trace, seconds * 1_000_000).beliefs[1] ?? assert.fail();
  return [markOf(belief), beliefText(run, belief)];
}

test('the row of a server says when it is left out, and until when', () => {
  assert.deepEqual(rowAt(1), ['up', 'not checked']);
  assert.deepEqual(rowAt(5), ['down', 'left out until 6 s']);
  assert.deepEqual(rowAt(6.02), ['rising', 'tried by one request']);
  assert.deepEqual(rowAt(7), ['down', 'left out until 10 s']);
  assert.deepEqual(rowAt(10.1), ['rising', 'due for a try']);
});

test('the log and the timeline say when a server is left out', () => {
  const [latest] = logBefore(trace, 5_000_000, 1);
  assert.equal(latest?.text, 'nginx leaves Server 2 out until 6 s.');
  const labels = marksOf(trace, []).map(({ label }) => label);
  assert.equal(labels.filter((label) => label === 'Server 2 left out').length, 3);
});
