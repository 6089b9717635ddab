import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentValue, parameterSetting, withParameters } from './parameters.ts';
import type { Run } from './run.ts';

const run: Run = {
  duration_ms: 1000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'browsers', kind: 'client', title: 'Browsers' },
    { id: 'lb', kind: 'load-balancer', title: 'HAProxy', settings: { fall: 2 } },
    { id: 'web1', kind: 'web', title: 'web 1' },
  ],
  links: [
    { from: 'browsers', to: 'lb' },
    { from: 'lb', to: 'web1' },
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate: 20 },
  events: [],
};

test('a parameter has the setting of its component’s program', () => {
  assert.equal(parameterSetting(run, 'lb.fall')?.type, 'integer');
  assert.equal(parameterSetting(run, 'web1.backup')?.type, 'flag');
  assert.equal(parameterSetting(run, 'rate')?.type, 'integer');
});

test('a name that the run does not have has no setting and no value', () => {
  for (const name of ['lb.weight', 'nobody.fall', 'lb', 'lb.', '', 'fall', 'lb.constructor']) {
    assert.equal(parameterSetting(run, name), undefined, name);
    assert.equal(currentValue(run, name), undefined, name);
  }
});

test('only an open loop has a rate', () => {
  const workload = { mode: 'closed-loop', count: 5, concurrency: 1 } as const;
  assert.equal(parameterSetting({ ...run, workload }, 'rate'), undefined);
});

test('the value is the one given, else the program’s default', () => {
  assert.equal(currentValue(run, 'lb.fall'), 2);
  assert.equal(currentValue(run, 'lb.rise'), 2);
  assert.equal(currentValue(run, 'lb.fastinter_ms'), null);
  assert.equal(currentValue(run, 'rate'), 20);
});

test('values replace those of the run, and the run itself stays as it is', () => {
  const before = structuredClone(run);
  const changed = withParameters(run, { 'lb.fall': 5, 'web1.weight': 3, rate: 7 });
  assert.equal(currentValue(changed, 'lb.fall'), 5);
  assert.equal(currentValue(changed, 'web1.weight'), 3);
  assert.equal(currentValue(changed, 'rate'), 7);
  assert.deepEqual(run, before);
});

test('an unknown name or a value out of range changes nothing, and the others still count', () => {
  const changed = withParameters(run, { 'lb.fal': 1, 'lb.rise': 0, rate: 1e9, 'lb.fall': 4 });
  assert.deepEqual(changed, withParameters(run, { 'lb.fall': 4 }));
});

test('no values give the very same run', () => {
  assert.equal(withParameters(run, {}), run);
});

test('an alert rule’s limit, window and duration are parameters of its monitor', () => {
  const alerts = [{ id: 'busy', metric: 'lb.requests', above: 50, window_ms: 10_000 }];
  const monitored: Run = {
    ...run,
    components: [...run.components, { id: 'monitor', kind: 'monitor', title: 'Monitor', alerts }],
  };
  assert.equal(currentValue(monitored, 'monitor.busy.above'), 50);
  assert.equal(currentValue(monitored, 'monitor.busy.for_ms'), 0);
  assert.equal(currentValue(monitored, 'monitor.busy.below'), undefined);
  assert.equal(currentValue(monitored, 'monitor.other.above'), undefined);
  const changed = withParameters(monitored, {
    'monitor.busy.above': 80,
    'monitor.busy.window_ms': 5000,
    'monitor.busy.below': 3,
  });
  assert.deepEqual(changed.components.at(-1)?.alerts, [
    { id: 'busy', metric: 'lb.requests', above: 80, window_ms: 5000 },
  ]);
});
