import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from './all-modules.ts';
import {
  actionsOn,
  namesIn,
  normalize,
  runOf,
  settingIn,
  sizeOf,
  valueIn,
  valueProblem,
  withValue,
  type Setup,
} from './setup.ts';
import { simulate } from './simulate.ts';

const empty: Setup = { values: {}, events: [] };
const play = (setup: Setup) => simulate(runOf(setup), allModules);

test('every value as usual is a value that its setting allows', () => {
  for (const software of ['haproxy', 'nginx']) {
    const values = { 'lb.software': software, servers: 8 };
    for (const name of namesIn(values)) {
      const setting = settingIn(values, name);
      assert.ok(setting, name);
      assert.equal(valueProblem(setting, valueIn(values, name)), undefined, name);
    }
  }
});

test('each program and each number of servers makes a run in which requests are answered', () => {
  for (const software of ['haproxy', 'nginx']) {
    for (let servers = 1; servers <= 8; servers++) {
      const setup = { values: { 'lb.software': software, servers }, events: [] };
      const { requests } = play(setup);
      assert.equal(requests.length, 401);
      assert.ok(requests.outcome.every((outcome) => outcome <= 1));
    }
  }
});

test('what the setup does not have, or cannot be, is left out', () => {
  const { values, events } = normalize({
    values: {
      servers: 2,
      rate: 20,
      'web3.weight': 5,
      'web2.weight': 5,
      'web2.constructor': 1,
      constructor: 1,
      'lb.max_fails': 3,
      'lb.inter_ms': 1,
      'lb.fastinter_ms': null,
    },
    events: [
      { t_ms: 9000, component: 'web1', action: 'up' },
      { t_ms: 4000, component: 'web1', action: 'refuse' },
      { t_ms: 4000, component: 'web3', action: 'refuse' },
      { t_ms: 40_000, component: 'web1', action: 'refuse' },
    ],
  });
  assert.deepEqual(values, { servers: 2, 'web2.weight': 5 });
  assert.deepEqual(
    events.map(({ t_ms }) => t_ms),
    [4000, 9000],
  );
});

test('another program takes the settings with it that it does not know', () => {
  const leastconn = withValue(withValue(empty, 'lb.balance', 'leastconn'), 'lb.fall', 5);
  assert.deepEqual(withValue(leastconn, 'lb.software', 'nginx').values, { 'lb.software': 'nginx' });
});

test('changed settings leave the arrivals as they were', () => {
  const start = withValue(empty, 'shape', 'poisson');
  const before = play(start).requests.arrivalUs;
  for (const changed of [
    withValue(start, 'lb.software', 'nginx'),
    withValue(start, 'servers', 7),
    withValue(start, 'web1.service_ms', 900),
  ]) {
    assert.deepEqual(play(changed).requests.arrivalUs, before);
  }
});

test('the estimate is near the number of requests', () => {
  for (const shape of ['steady', 'poisson', 'burst']) {
    const setup = { values: { shape, 'lb.software': 'nginx' }, events: [] };
    const { length } = play(setup).requests;
    assert.ok(Math.abs(sizeOf(setup) - length) < 0.15 * length, `${shape}: ${length}`);
  }
});

test('nginx is offered nothing that only an administrator of HAProxy can do', () => {
  assert.ok(actionsOn({}, 'web1').includes('drain'));
  assert.ok(!actionsOn({ 'lb.software': 'nginx' }, 'web1').includes('drain'));
});
