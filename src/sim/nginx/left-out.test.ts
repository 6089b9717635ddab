import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Run } from '../run.ts';
import { simulate } from '../simulate.ts';
import { stateAt, type Belief } from '../state.ts';
import { kindOf, type EventKind, type Trace } from '../trace.ts';
import { nginx } from './nginx.ts';

interface Case {
  readonly action?: Action;
  readonly backMs?: number;
  readonly maxFails?: number;
  readonly rate?: number;
  readonly servers?: number;
}

const lb = 1;
const first = 2;

/** The first server breaks at 2 s, with `fail_timeout` 3 s, and a request waits for at most 2 s. */
function play({ action = 'refuse', backMs, maxFails = 1, rate = 10, servers = 2 }: Case): Trace {
  const ids = Array.from({ length: servers }, (_, index) => `web${index + 1}`);
  const run: Run = {
    duration_ms: 14_000,
    seed: 1,
    hosts: [],
    components: [
      { id: 'users', kind: 'client', title: 'Users' },
      {
        id: 'lb',
        kind: 'load-balancer',
        title: 'nginx',
        software: 'nginx',
        settings: { proxy_read_timeout_ms: 2000, proxy_next_upstream_http_503: true },
      },
      ...ids.map((id) => ({
        id,
        kind: 'web' as const,
        title: id,
        settings: { fail_timeout_ms: 3000, max_fails: maxFails, service_ms: 60, workers: 0 },
      })),
    ],
    links: [{ from: 'users', to: 'lb' }, ...ids.map((to) => ({ from: 'lb', to }))],
    workload: { mode: 'open-loop', shape: 'steady', rate, start_ms: 25, until_ms: 12_000 },
    events: [
      { t_ms: 2000, component: 'web1', action },
      ...(backMs === undefined ? [] : [{ t_ms: backMs, component: 'web1', action: 'up' as const }]),
    ],
  };
  return simulate(run, { nginx });
}

interface Row {
  readonly tMs: number;
  readonly kind: EventKind;
  readonly component: number;
  readonly a: number;
  readonly b: number;
}

const rowsOf = ({ events }: Trace): Row[] =>
  Array.from({ length: events.length }, (_, row) => ({
    tMs: (events.tUs[row] ?? 0) / 1000,
    kind: kindOf(events.kind[row] ?? 0),
    component: events.component[row] ?? -1,
    a: events.a[row] ?? 0,
    b: events.b[row] ?? 0,
  }));

const changes = (trace: Trace) =>
  rowsOf(trace)
    .filter(({ kind }) => /^server-(left-out|tried|back)/.test(kind))
    .map(({ tMs, kind, b }) => ({ tMs, kind, untilMs: b }));

const kinds = (trace: Trace) => changes(trace).map(({ kind }) => kind);

const beliefAt = (trace: Trace, tMs: number): Belief =>
  stateAt(trace, tMs * 1000).beliefs.find(({ server }) => server === first) ?? assert.fail();

test('a server that refuses is left out, tried by one request after each pause, and left out again', () => {
  const trace = play({});
  assert.deepEqual(kinds(trace), [
    'server-left-out',
    'server-tried',
    'server-left-out',
    'server-tried',
    'server-left-out',
  ]);
  const [start] = changes(trace);
  assert.equal(start?.untilMs, 6000);
});

test('a server that answers when it is tried takes part again', () => {
  const trace = play({ backMs: 5000 });
  assert.deepEqual(kinds(trace), ['server-left-out', 'server-tried', 'server-back']);
  assert.equal(beliefAt(trace, 13_000).verdict, 'back');
});

test('a pause is over when its time has come, and the server tried when a request comes', () => {
  const trace = play({ rate: 1, backMs: 3000 });
  const [out, tried, back] = changes(trace);
  assert.ok(out && tried && back);
  assert.ok(tried.tMs > out.untilMs);
  const moments = [out.tMs - 1, out.tMs, out.untilMs - 1, out.untilMs, tried.tMs, back.tMs];
  const beliefs = ['up', 'left-out', 'left-out', 'left-out, over', 'tried', 'back'];
  const seen = (tMs: number) => {
    const { verdict, isOver } = beliefAt(trace, tMs);
    return verdict === 'left-out' && isOver ? 'left-out, over' : verdict;
  };
  assert.deepEqual(moments.map(seen), beliefs);
  // The other way round, too: what was seen before does not matter.
  assert.deepEqual(moments.toReversed().map(seen), beliefs.toReversed());
});

test('requests that were at a server when it was left out make the pause longer, and do not begin another', () => {
  const trace = play({ action: 'hang', rate: 30 });
  const [out, ...later] = changes(trace);
  const [again] = later;
  assert.equal(out?.kind, 'server-left-out');
  assert.equal(again?.kind, 'server-left-out-longer');
  assert.equal(again.untilMs, out.untilMs + 1000);
  const belief = beliefAt(trace, out.untilMs);
  assert.deepEqual([belief.verdict, belief.isOver], ['left-out-longer', false]);
});

for (const action of ['refuse', 'hang', 'error-503'] as const) {
  test(`with max_fails 0, or without another server, nobody is left out: ${action}`, () => {
    assert.deepEqual(kinds(play({ action, maxFails: 0 })), []);
    assert.deepEqual(kinds(play({ action, servers: 1 })), []);
  });

  for (const maxFails of [1, 2, 3]) {
    test(`who is left out gets nothing until then, who is on trial nothing more: ${action}, max_fails ${maxFails}`, () => {
      for (const rate of [3, 10, 40]) {
        let untilMs = 0;
        let allowed = 0;
        for (const { tMs, kind, component, a, b } of rowsOf(
          play({ action, maxFails, rate, backMs: 9000 }),
        )) {
          if (kind === 'server-back') untilMs = 0;
          else if (/^server-(left-out|tried)/.test(kind)) {
            assert.deepEqual([component, a], [first, lb]);
            untilMs = b;
            allowed = kind === 'server-tried' ? 1 : 0;
          } else if (kind === 'choose' && a === first && tMs < untilMs) {
            allowed -= 1;
            assert.ok(allowed >= 0, `asked at ${tMs} ms, out until ${untilMs} ms`);
          } else if (kind === 'choose' && a === first) {
            assert.equal(untilMs, 0, `asked at ${tMs} ms after a pause, and nobody said so`);
          }
        }
      }
    });
  }
}
