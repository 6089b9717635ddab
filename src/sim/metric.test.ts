import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxy } from './haproxy/haproxy.ts';
import { measure, momentUs, percentileOf, resolvedAtUs } from './metric.ts';
import type { Run, RunEvent } from './run.ts';
import type { SettingValue } from './settings.ts';
import { simulate } from './simulate.ts';

function play(settings: Record<string, SettingValue>, events: readonly RunEvent[]) {
  const run: Run = {
    duration_ms: 10_000,
    seed: 1,
    hosts: [],
    components: [
      { id: 'users', kind: 'client', title: 'Users' },
      { id: 'lb', kind: 'load-balancer', title: 'HAProxy', software: 'haproxy', settings },
      ...['web1', 'web2', 'web3'].map((id) => ({
        id,
        kind: 'web' as const,
        title: id,
        settings: { service_ms: 50 },
      })),
    ],
    links: [
      { from: 'users', to: 'lb' },
      { from: 'lb', to: 'web1' },
      { from: 'lb', to: 'web2' },
      { from: 'lb', to: 'web3' },
    ],
    workload: { mode: 'open-loop', shape: 'steady', rate: 60, until_ms: 8000 },
    events,
  };
  return simulate(run, { haproxy });
}

const dies: RunEvent = { t_ms: 3000, component: 'web2', action: 'refuse' };
const failing = play({ inter_ms: 500, retries: 0 }, [dies]);

test('count, share, first and last agree with each other', () => {
  const failed = { outcome: 'failed' } as const;
  const count = Number(measure(failing, { count: 'requests', where: failed }));
  assert.ok(count > 0);
  const share = measure(failing, { share: 'requests', where: failed });
  assert.equal(share, count / failing.requests.length);
  const first = Number(measure(failing, { first: 'requests', where: failed }));
  const last = Number(measure(failing, { last: 'requests', where: failed }));
  assert.ok(first <= last && first >= 2900);
  assert.equal(measure(failing, { first: 'requests', where: failed, value: 'server' }), 'web2');
});

test('a window begins at its first moment and ends before its last', () => {
  const down = { component: 'web2', state: 'down' } as const;
  const died = { component: 'web2', state: 'refuse' } as const;
  const all = Number(measure(failing, { count: 'requests' }));
  const parts = [
    measure(failing, { count: 'requests', until: died }),
    measure(failing, { count: 'requests', from: died, until: down }),
    measure(failing, { count: 'requests', from: down }),
  ];
  assert.equal(
    parts.reduce<number>((sum, part) => sum + Number(part), 0),
    all,
  );
  assert.equal(momentUs(failing, died), 3_000_000);
});

test('a moment that never comes leaves the window open at its end, and empty at its start', () => {
  const never = { component: 'web1', state: 'down' } as const;
  const { length } = failing.requests;
  assert.equal(measure(failing, { count: 'requests', until: never }), length);
  assert.equal(measure(failing, { count: 'requests', from: never }), 0);
});

test('what does not exist has no first, no last and no share', () => {
  const nobody = { status: 418 };
  assert.equal(measure(failing, { first: 'requests', where: nobody }), undefined);
  assert.equal(measure(failing, { last: 'events', where: { kind: 'give-up' } }), undefined);
  assert.equal(measure(failing, { share: 'requests', among: nobody }), undefined);
});

test('an answer is known when the last request of its window has ended', () => {
  const until = { component: 'web2', state: 'down' } as const;
  const resolved = resolvedAtUs(failing, { count: 'requests', until });
  const downUs = momentUs(failing, until) ?? 0;
  assert.ok(resolved >= downUs && resolved < downUs + 100_000);
  const fifth = { first: 'requests', where: { number: 5 }, value: 'server' } as const;
  assert.equal(resolvedAtUs(failing, fifth), failing.requests.endUs[4]);
});

test('a client has moved when its server after the moment is not the one before', () => {
  const from = { component: 'web2', state: 'down' } as const;
  for (const [hash_type, least] of [
    ['consistent', 0],
    ['map-based', 0.3],
  ] as const) {
    const trace = play({ balance: 'source', hash_type, inter_ms: 500 }, [dies]);
    const dead = measure(trace, { moved: 'clients', from, among: { server: 'web2' } });
    const alive = Number(measure(trace, { moved: 'clients', from, among: { server: 'web1' } }));
    assert.equal(dead, 1);
    if (least === 0) assert.equal(alive, 0);
    else assert.ok(alive > least, `${hash_type}: ${alive}`);
  }
});

test('percentiles and the mean are of the requests that have an answer', () => {
  const fine = play({}, []);
  const p50 = Number(measure(fine, { percentile: 'latency_ms', p: 50 }));
  const p99 = Number(measure(fine, { percentile: 'latency_ms', p: 99 }));
  const mean = Number(measure(fine, { mean: 'latency_ms' }));
  assert.ok(p50 >= 50 && p50 <= p99 && mean >= 50 && mean <= p99);
  const nobody = { where: { status: 418 } };
  assert.equal(measure(fine, { percentile: 'latency_ms', p: 99, ...nobody }), undefined);
  assert.equal(measure(fine, { mean: 'latency_ms', ...nobody }), undefined);
});

test('a percentile is the smallest value that so many do not exceed', () => {
  const values = [40, 10, 30, 20];
  assert.deepEqual(
    [0, 25, 50, 51, 75, 99, 100].map((p) => percentileOf(values, p)),
    [10, 10, 20, 30, 30, 40, 40],
  );
});

test('the mean number of open requests is what the first law of queues says: rate times time', () => {
  const steady = play({ check: 'off' }, []);
  const open = Number(measure(steady, { mean: 'open', from: 1000, until: 7000 }));
  const latency = Number(measure(steady, { mean: 'latency_ms' }));
  assert.ok(Math.abs(open - (60 * latency) / 1000) < 0.01, `${open}`);
});

test('the largest rate of steady answers is their rate, and no window has more', () => {
  const steady = play({ check: 'off' }, []);
  assert.equal(measure(steady, { largest_rate: 'answers', window_ms: 1000 }), 60);
  const short = Number(measure(steady, { largest_rate: 'answers', window_ms: 10 }));
  assert.equal(short, 100);
});
