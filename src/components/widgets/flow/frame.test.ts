import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import { allModules } from '#sim/all-modules.ts';
import { withParameters } from '#sim/parameters.ts';
import { simulate } from '#sim/simulate.ts';
import { frameAt } from './frame.ts';

const scenarios = readFolder('src/content/scenarios', scenarioSchema);

for (const { id, data } of scenarios) {
  test(`${id}: every request in flight is shown exactly once`, () => {
    const trace = simulate(data.run, allModules);
    for (let tUs = 0; tUs <= trace.endUs; tUs += 137_000) {
      const { state, dots, flows, pips, waiting } = frameAt(trace, tUs);
      const shown =
        dots.length +
        flows.reduce((sum, { forth, back }) => sum + forth + back, 0) +
        pips.flat().length +
        waiting.reduce((sum, each) => sum + each.pips.length, 0);
      assert.equal(shown, state.requests.size, `at ${tUs} µs`);
      for (const { share } of [...dots, ...frameAt(trace, tUs).knocks]) {
        assert.ok(share >= 0 && share <= 1);
      }
    }
  });
}

test('a dot moves as far as the trace says', () => {
  const { run } = scenarios.find(({ id }) => id === 'lose-one-server')?.data ?? assert.fail();
  const trace = simulate(run, allModules);
  const arrivalUs = trace.requests.arrivalUs[0] ?? 0;
  const latencyUs = (run.links[0]?.latency_ms ?? 0) * 1000;
  const [dot] = frameAt(trace, arrivalUs + latencyUs / 4).dots;
  assert.deepEqual(
    [dot?.key, dot?.link, dot?.share, dot?.back, dot?.tls],
    [0, 0, 0.25, false, true],
  );
});

test('more dots than can be told apart become counted flows', () => {
  const { run } = scenarios.find(({ id }) => id === 'lose-one-server')?.data ?? assert.fail();
  const trace = simulate(withParameters(run, { rate: 1000 }), allModules);
  const { dots, flows } = frameAt(trace, 2_000_000);
  assert.ok(dots.length <= 60);
  assert.ok(flows.length > 0);
});
