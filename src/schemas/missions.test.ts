import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '#lib/yaml-collection.ts';
import { holds } from '#sim/bound.ts';
import { allModules } from '#sim/all-modules.ts';
import { measure } from '#sim/metric.ts';
import { normalize, runOf, type Setup } from '#sim/setup.ts';
import { simulate } from '#sim/simulate.ts';
import { missionSchema, type Mission } from './mission.ts';

const folder = new URL('../content/missions', import.meta.url).pathname;
const missions = readFolder(folder, missionSchema);

function failing({ goals }: Mission, setup: Setup): string[] {
  const trace = simulate(runOf(normalize(setup)), allModules);
  return goals.flatMap((goal) => {
    const value = measure(trace, goal.metric);
    return holds(goal, value) ? [] : [`${goal.text}: ${String(value)}`];
  });
}

test('there are at least eight missions, each at a place of its own', () => {
  assert.ok(missions.length >= 8);
  assert.equal(new Set(missions.map(({ data }) => data.order)).size, missions.length);
});

for (const { id, data } of missions) {
  const { setup, solution, question } = data;

  test(`${id}: the start does not reach the goal`, () => {
    if (data.goals.length > 0) assert.notDeepEqual(failing(data, setup), []);
  });

  test(`${id}: the solution reaches it`, () => {
    const values = { ...setup.values, ...solution.values };
    const events = [...setup.events, ...solution.events];
    assert.deepEqual(failing(data, { values, events }), []);
    assert.equal(solution.answer, question?.answer);
  });
}
