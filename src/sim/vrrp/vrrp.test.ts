import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from '../all-modules.ts';
import { rowsOfKinds } from '../rows.ts';
import { outcomes, type EventKind, type Trace } from '../trace.ts';
import type { Component, Run, RunEvent } from '../run.ts';
import type { SettingValue } from '../settings.ts';
import { simulate } from '../simulate.ts';
import { vrrpAt } from './vrrp-at.ts';

type Settings = Readonly<Record<string, SettingValue>>;

const runWith = (
  address: Settings,
  routers: readonly Settings[],
  events: readonly RunEvent[],
  duration_ms = 15_000,
  service_ms = 0,
): Run => ({
  duration_ms,
  seed: 1,
  hosts: [],
  components: [
    { id: 'users', kind: 'client', title: 'Users', settings: { timeout_ms: 250 } },
    { id: 'vip', kind: 'virtual-address', title: 'Address', settings: address },
    ...routers.map((settings, index): Component => ({
      id: `lb${index + 1}`,
      kind: 'load-balancer',
      title: `lb ${index + 1}`,
      software: 'haproxy',
      settings: { check: 'off', ...settings },
    })),
    { id: 'web', kind: 'web', title: 'web', settings: { service_ms } },
  ],
  links: [
    { from: 'users', to: 'vip' },
    ...routers.flatMap((_, index) => [
      { from: 'vip', to: `lb${index + 1}` },
      { from: `lb${index + 1}`, to: 'web' },
    ]),
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate: 20 },
  events,
});

const pair: readonly Settings[] = [{ vrrp_priority: 150 }, { vrrp_priority: 100 }];

/** When who has become what, in ms. */
const happened = (trace: Trace, ...kinds: EventKind[]): [string, number][] =>
  rowsOfKinds(trace, kinds).map((row) => [
    trace.run.components[trace.events.component[row] ?? -1]?.id ?? '',
    (trace.events.tUs[row] ?? 0) / 1000,
  ]);

const play = (...args: Parameters<typeof runWith>) => simulate(runWith(...args), allModules);

const unanswered = ({ requests }: Trace): number =>
  Array.from({ length: requests.length }, (_, row) => outcomes[requests.outcome[row] ?? 0]).filter(
    (outcome) => outcome === 'failed' || outcome === 'dropped',
  ).length;

test('a backup takes over when it has heard nothing for 3 intervals and (256 − priority)/256 s', () => {
  const property = fc.property(
    fc.integer({ min: 2, max: 254 }),
    fc.integer({ min: 1, max: 253 }),
    fc.integer({ min: 1, max: 10 }),
    fc.integer({ min: 0, max: 40_000 }),
    (higher, gap, seconds, t_ms) => {
      const lower = Math.max(1, higher - gap);
      const trace = play(
        { advert_int_ms: seconds * 1000 },
        [{ vrrp_priority: higher }, { vrrp_priority: lower }],
        [{ t_ms, component: 'lb1', action: 'drop' }],
        t_ms + 40_000,
      );
      const heard = happened(trace, 'vrrp-advert').findLast(([id]) => id === 'lb1')?.[1] ?? 0;
      const [[id, at] = ['', 0]] = happened(trace, 'vrrp-master');
      assert.equal(id, 'lb2');
      const theoryMs = 3 * seconds * 1000 + ((256 - lower) / 256) * 1000;
      assert.ok(Math.abs(at - heard - theoryMs) < 0.001, `${at - heard} instead of ${theoryMs}`);
      assert.ok(t_ms - heard <= seconds * 1000);
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test('without a master, the routers take over in the order of their priorities', () => {
  const trace = play(
    {},
    [{ vrrp_priority: 200 }, { vrrp_priority: 50 }, { vrrp_priority: 100 }],
    [
      { t_ms: 500, component: 'lb1', action: 'drop' },
      { t_ms: 6000, component: 'lb3', action: 'drop' },
    ],
  );
  assert.deepEqual(
    happened(trace, 'vrrp-master').map(([id]) => id),
    ['lb3', 'lb2'],
  );
});

test('a router that says goodbye is followed after the skew alone', () => {
  const trace = play({}, pair, [{ t_ms: 2500, component: 'lb1', action: 'vrrp-stop' }]);
  assert.deepEqual(happened(trace, 'vrrp-master'), [['lb2', 2500 + 609.375]]);
});

test('a router of higher priority takes the address back without a lost request', () => {
  const trace = play({}, pair, [
    { t_ms: 2500, component: 'lb1', action: 'drop' },
    { t_ms: 7500, component: 'lb1', action: 'up' },
  ]);
  const [, back] = happened(trace, 'vrrp-master');
  assert.deepEqual(back, ['lb1', 7500 + 40 + 3000 + 414.062]);
  const before = play({}, pair, [{ t_ms: 2500, component: 'lb1', action: 'drop' }]);
  assert.equal(unanswered(trace), unanswered(before));
});

test('nopreempt leaves the address where it is, unless the router is called MASTER', () => {
  const events: RunEvent[] = [
    { t_ms: 2500, component: 'lb1', action: 'drop' },
    { t_ms: 7500, component: 'lb1', action: 'up' },
  ];
  assert.equal(happened(play({ preempt: false }, pair, events), 'vrrp-master').length, 1);
  const called: Settings[] = [{ vrrp_priority: 150, vrrp_state: 'MASTER' }, { vrrp_priority: 100 }];
  assert.equal(happened(play({ preempt: false }, called, events), 'vrrp-master').length, 2);
});

test('preempt_delay runs from the first advertisement of the lower master', () => {
  const trace = play(
    { preempt_delay_ms: 5000 },
    pair,
    [
      { t_ms: 2500, component: 'lb1', action: 'drop' },
      { t_ms: 7500, component: 'lb1', action: 'up' },
    ],
    20_000,
  );
  const master = happened(trace, 'vrrp-master');
  const taken = master[0]?.[1] ?? 0;
  const first = happened(trace, 'vrrp-advert').find(([id, at]) => id === 'lb2' && at > 7540)?.[1];
  assert.ok(Math.abs(taken - 5609.375) < 0.001);
  assert.deepEqual(master[1], ['lb1', (first ?? 0) + 4000 + 3000 + 414.062]);
});

test('kill -9 of keepalived leaves the address where it was, and loses no request', () => {
  const trace = play({}, pair, [{ t_ms: 2500, component: 'lb1', action: 'vrrp-kill' }]);
  const [before] = vrrpAt(trace, 4_000_000);
  const [after] = vrrpAt(trace, 6_000_000);
  assert.equal(unanswered(trace), 0);
  assert.equal(before?.owner, 2);
  assert.equal(after?.owner, 3);
  assert.deepEqual(
    after?.routers.map(({ state, hasAddress }) => [state, hasAddress]),
    [
      ['stopped', true],
      ['master', true],
    ],
  );
});

test('a backup that hears nothing makes two masters until it hears again', () => {
  const trace = play({}, pair, [
    { t_ms: 1500, component: 'lb2', action: 'vrrp-block' },
    { t_ms: 8500, component: 'lb2', action: 'vrrp-unblock' },
  ]);
  const states = (tUs: number) => vrrpAt(trace, tUs)[0]?.routers.map(({ state }) => state);
  assert.deepEqual(states(6_000_000), ['master', 'master']);
  assert.deepEqual(states(10_000_000), ['master', 'backup']);
});

test('a router without a network interface is at fault, and begins again as backup', () => {
  const trace = play({}, pair, [
    { t_ms: 2500, component: 'lb1', action: 'link-down' },
    { t_ms: 8500, component: 'lb1', action: 'link-up' },
  ]);
  const states = (tUs: number) => vrrpAt(trace, tUs)[0]?.routers.map(({ state }) => state);
  assert.deepEqual(states(3_000_000), ['fault', 'backup']);
  assert.deepEqual(states(9_000_000), ['backup', 'master']);
  assert.deepEqual(happened(trace, 'vrrp-master').at(-1), ['lb1', 8500 + 3000 + 414.062]);
});

test('an answer under way is lost when the address leaves its load balancer', () => {
  const events: RunEvent[] = [{ t_ms: 2520, component: 'lb1', action: 'vrrp-stop' }];
  const quick = unanswered(play({}, pair, events, 15_000, 0));
  const slow = unanswered(play({}, pair, events, 15_000, 200));
  assert.equal(slow - quick, 4);
});

test('keepalived does not notice that the load balancer beside it refuses connections', () => {
  const trace = play({}, pair, [{ t_ms: 2500, component: 'lb1', action: 'refuse' }]);
  assert.deepEqual(happened(trace, 'vrrp-master'), []);
  assert.ok(unanswered(trace) > 200);
});

test('what vrrpAt tells is what the engine did', () => {
  const trace = play({}, pair, [
    { t_ms: 2500, component: 'lb1', action: 'drop' },
    { t_ms: 7500, component: 'lb1', action: 'up' },
  ]);
  assert.deepEqual(vrrpAt(trace, 3_000_000), [
    {
      address: 1,
      owner: 2,
      routers: [
        { component: 2, priority: 150, state: 'stopped', hasAddress: false, isDeaf: false },
        {
          component: 3,
          priority: 100,
          state: 'backup',
          hasAddress: false,
          isDeaf: false,
          heardUs: 2_000_000,
        },
      ],
    },
  ]);
});
