import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from '../all-modules.ts';
import { rowsOfKinds } from '../rows.ts';
import type { Component, Run } from '../run.ts';
import type { SettingValue } from '../settings.ts';
import { simulate } from '../simulate.ts';
import { shareAfter } from './slowstart.ts';
import { weightFrom, weightProblem } from './weight.ts';

type Settings = Readonly<Record<string, SettingValue>>;

const runWith = (
  lb: Settings,
  web: Settings,
  events: Run['events'],
  duration_ms = 20_000,
  rate = 40,
): Run => ({
  duration_ms,
  seed: 1,
  hosts: [],
  components: [
    { id: 'users', kind: 'client', title: 'Users' },
    { id: 'lb', kind: 'load-balancer', title: 'HAProxy', software: 'haproxy', settings: lb },
    ...['web1', 'web2'].map((id): Component => ({ id, kind: 'web', title: id, settings: web })),
  ],
  links: [
    { from: 'users', to: 'lb' },
    { from: 'lb', to: 'web1' },
    { from: 'lb', to: 'web2' },
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate },
  events,
});

/** When `web1` gets which effective weight, in seconds and sixteenths. */
function weights(run: Run): [number, number][] {
  const trace = simulate(run, allModules);
  return rowsOfKinds(trace, ['weight']).map((row) => [
    (trace.events.tUs[row] ?? 0) / 1e6,
    trace.events.b[row] ?? 0,
  ]);
}

const shown = (weight: number, slowstartS: number) =>
  Array.from({ length: slowstartS + 1 }, (_, elapsedS) => {
    const { sixteenths } = shareAfter(elapsedS, { slowstartS, maxconn: 0 }, true);
    return Math.ceil((weight * sixteenths) / 16);
  });

test('a weight of 100 grows over 10 s as HAProxy shows it', () => {
  assert.deepEqual(shown(100, 10), [7, 13, 25, 32, 44, 57, 63, 75, 82, 94, 100]);
});

test('over 40 s, too, the weight is computed anew every second', () => {
  assert.deepEqual(shown(100, 40).slice(0, 6), [7, 7, 7, 13, 13, 19]);
});

test('connections grow from one to maxconn', () => {
  const placesAt = (elapsedS: number) =>
    shareAfter(elapsedS, { slowstartS: 4, maxconn: 10 }, false).places;
  assert.deepEqual([0, 1, 2, 3, 4].map(placesAt), [1, 2, 5, 7, 10]);
});

test('a server starts slowly when it comes back from maintenance, and at once when from drain', () => {
  const back = (action: 'maint' | 'drain') =>
    weights(
      runWith({ check: 'off' }, { weight: 100, slowstart_ms: 4000 }, [
        { t_ms: 1000, component: 'web1', action },
        { t_ms: 2000, component: 'web1', action: 'ready' },
      ]),
    );
  assert.deepEqual(back('maint'), [
    [2, 100],
    [3, 500],
    [4, 900],
    [5, 1300],
    [6, 1600],
  ]);
  assert.deepEqual(back('drain'), []);
});

test('a weight that is set meanwhile grows on from there', () => {
  const events: Run['events'] = [
    { t_ms: 1000, component: 'web1', action: 'maint' },
    { t_ms: 2000, component: 'web1', action: 'ready' },
    { t_ms: 4500, component: 'web1', action: 'weight', value: 50 },
  ];
  const run = runWith({ check: 'off' }, { weight: 100, slowstart_ms: 4000 }, events);
  assert.deepEqual(weights(run).slice(3), [
    [4.5, 450],
    [5, 650],
    [6, 800],
  ]);
});

test('an algorithm with fixed weights does not start slowly, but for maxconn', () => {
  const events: Run['events'] = [
    { t_ms: 1000, component: 'web1', action: 'maint' },
    { t_ms: 2000, component: 'web1', action: 'ready' },
  ];
  const run = runWith({ balance: 'static-rr', check: 'off' }, { slowstart_ms: 4000 }, events);
  assert.deepEqual(weights(run), []);
});

for (const balance of ['roundrobin', 'leastconn', 'random', 'source', 'uri']) {
  test(`${balance}: a server that starts slowly has its share again at the end`, () => {
    const run = runWith(
      { balance, hash_type: 'consistent', check: 'off' },
      { weight: 16, slowstart_ms: 10_000, service_ms: 30 },
      [
        { t_ms: 1000, component: 'web1', action: 'maint' },
        { t_ms: 2000, component: 'web1', action: 'ready' },
      ],
      60_000,
      200,
    );
    const { requests } = simulate(run, allModules);
    const share = (from: number, until: number) => {
      const rows = Array.from({ length: requests.length }, (_, row) => row).filter(
        (row) =>
          (requests.arrivalUs[row] ?? 0) >= from * 1e6 &&
          (requests.arrivalUs[row] ?? 0) < until * 1e6,
      );
      return rows.filter((row) => requests.server[row] === 2).length / rows.length;
    };
    assert.ok(share(2, 4) < 0.25, `${share(2, 4)} at first`);
    assert.ok(share(13, 60) > 0.35 && share(13, 60) < 0.65, `${share(13, 60)} at the end`);
  });
}

test('a percentage is of the configured weight, rounded down', () => {
  assert.equal(weightFrom('50%', 3, true), 1);
  assert.equal(weightFrom('50%', 1, true), 0);
  assert.equal(weightFrom('300%', 100, true), 256);
});

test('an algorithm with fixed weights takes 0 and the configured one', () => {
  const taken = [0, '0%', 7, '100%', 3, '50%'].map((value) => weightFrom(value, 7, false));
  assert.deepEqual(taken, [0, 0, 7, 7, undefined, undefined]);
});

test('a value that is no weight is said to be none', () => {
  for (const value of [undefined, -1, 257, 1.5, 'x', '5', '-1%', '1e3%']) {
    assert.match(weightProblem(value) ?? '', /whole number from 0 to 256/);
  }
  assert.equal(weightProblem(256), undefined);
  assert.equal(weightProblem('50%'), undefined);
});
