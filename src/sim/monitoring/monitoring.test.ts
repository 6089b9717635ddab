import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from '../all-modules.ts';
import { randomRun } from '../random-run.ts';
import { rowsOfKinds } from '../rows.ts';
import type { Component, Run, RunEvent } from '../run.ts';
import { simulate } from '../simulate.ts';
import { eventKinds, type EventKind, type Trace } from '../trace.ts';
import { accessLines, formatLines, runBeganS } from './access-log.ts';
import { monitoringAt } from './monitoring-at.ts';
import { parseLog } from './parse-log.ts';

const play = (run: Run) => simulate(run, allModules);

/** A web server with a collector beside it, a monitor that also asks the web server, and a probe. */
function site(change: {
  readonly events?: readonly RunEvent[];
  readonly monitor?: Partial<Component>;
  readonly collector?: Component['settings'];
  readonly rate?: number;
  readonly service_ms?: number;
}): Run {
  return {
    duration_ms: 20_000,
    seed: 1,
    hosts: [{ id: 'server', title: 'Server' }],
    components: [
      { id: 'users', kind: 'client', title: 'Users', settings: { timeout_ms: 5000 } },
      {
        id: 'web',
        kind: 'web',
        title: 'nginx',
        host: 'server',
        settings: { service_ms: change.service_ms ?? 20 },
      },
      {
        id: 'collector',
        kind: 'collector',
        title: 'Collector',
        host: 'server',
        settings: { interval_ms: 1000, ...change.collector },
      },
      {
        id: 'monitor',
        kind: 'monitor',
        title: 'Monitor',
        settings: {
          scrape_interval_ms: 1000,
          scrape_timeout_ms: 500,
          evaluation_interval_ms: 1000,
          lookback_delta_ms: 3000,
        },
        ...change.monitor,
      },
      {
        id: 'probe',
        kind: 'probe',
        title: 'Probe',
        settings: { interval_ms: 2000, timeout_ms: 1000 },
      },
    ],
    links: [
      { from: 'users', to: 'web', latency_ms: 10 },
      { from: 'probe', to: 'web', latency_ms: 10 },
      { from: 'collector', to: 'monitor', carries: 'metrics', latency_ms: 5 },
      { from: 'probe', to: 'monitor', carries: 'metrics', latency_ms: 5 },
    ],
    workload: { mode: 'open-loop', shape: 'poisson', rate: change.rate ?? 20 },
    events: change.events ?? [],
  };
}

function times(trace: Trace, kind: EventKind): number[] {
  return rowsOfKinds(trace, [kind]).map((row) => (trace.events.tUs[row] ?? 0) / 1000);
}

const countOf = (trace: Trace, kind: EventKind) => rowsOfKinds(trace, [kind]).length;

test('counted from the log that it writes, a run has the requests of its trace', () => {
  const trace = play(site({}));
  const lines = accessLines(trace, 1).filter(({ request }) => request >= 0);
  const parsed = parseLog(formatLines(trace, lines).join('\n'));
  const ended =
    (fromS: number) =>
    ({ endMs }: { endMs: number }) =>
      Math.floor(endMs / 1000) === runBeganS + fromS;
  const replies = rowsOfKinds(trace, ['reply'])
    .filter((row) => trace.events.component[row] === 1 && (trace.events.request[row] ?? -1) >= 0)
    .map((row) => trace.events.tUs[row] ?? 0);
  assert.ok(parsed.length > 300);
  for (let second = 0; second < 20; second++) {
    const inTrace = replies.filter((tUs) => Math.floor(tUs / 1_000_000) === second).length;
    assert.equal(parsed.filter(ended(second)).length, inTrace);
  }
  // The client has its answer 10 ms after the line is written.
  const answered = trace.requests.status.filter((status) => status === 200).length;
  assert.ok(parsed.length - answered <= 2);
});

test('in any run, a load balancer’s log has a line for each answer that it gives', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      const trace = play(run);
      const balancer = run.components.findIndex(({ kind }) => kind === 'load-balancer');
      const lines = accessLines(trace, balancer);
      const replies = rowsOfKinds(trace, ['reply']).filter(
        (row) => trace.events.component[row] === balancer,
      );
      assert.equal(lines.length, replies.length);
      for (const { startUs, endUs, status } of lines) {
        assert.ok(startUs <= endUs);
        assert.ok(status >= 100 && status < 600, `status ${status}`);
      }
      const parsed = parseLog(formatLines(trace, lines).join('\n'));
      assert.ok(parsed.every(({ endMs }, n) => n === 0 || endMs >= (parsed[n - 1]?.endMs ?? 0)));
    }),
    { numRuns: 60 },
  );
});

test('the status in a load balancer’s log is the one that the client gets', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      const trace = play(run);
      const balancer = run.components.findIndex(({ kind }) => kind === 'load-balancer');
      for (const { request, status } of accessLines(trace, balancer)) {
        const got = request < 0 ? 0 : (trace.requests.status[request] ?? 0);
        if (got !== 0) assert.equal(status, got);
      }
    }),
    { numRuns: 60 },
  );
});

test('a probe changes no count of the users’ requests', () => {
  const trace = play(site({}));
  assert.equal(countOf(trace, 'probe-start'), 11);
  assert.equal(countOf(trace, 'probe-passed'), 10);
  assert.equal(trace.requests.length, countOf(trace, 'arrive'));
});

test('a collector that dies is noticed when nothing has been heard for the lookback', () => {
  const events = [{ t_ms: 5500, component: 'collector', action: 'refuse' as const }];
  const trace = play(site({ events }));
  // Its last reading is of second 5.
  assert.deepEqual(times(trace, 'silence'), [9000]);
  assert.deepEqual([...(monitoringAt(trace, 9_000_000).silent.get(3) ?? [])], [2]);
});

test('a collector dies with its host, and the probe sees that the site is gone', () => {
  const events = [{ t_ms: 5500, component: 'server', action: 'drop' as const }];
  const trace = play(site({ events }));
  assert.deepEqual(times(trace, 'silence'), [9000]);
  assert.deepEqual(times(trace, 'probe-failed').slice(0, 2), [7000, 9000]);
});

test('a monitor that is gone calls nobody', () => {
  const alerts = [{ id: 'down', metric: 'probe.up', below: 1 }];
  const break_ = { t_ms: 5500, component: 'server', action: 'refuse' as const };
  const alarmed = play(site({ monitor: { alerts }, events: [break_] }));
  assert.equal(countOf(alarmed, 'alert-firing'), 1);
  const gone = { t_ms: 5000, component: 'monitor', action: 'refuse' as const };
  const unwatched = play(site({ monitor: { alerts }, events: [gone, break_] }));
  assert.equal(countOf(unwatched, 'alert-firing'), 0);
});

for (const mode of ['push', 'pull'] as const) {
  test(`with mode ${mode} the monitor has a reading each second`, () => {
    const trace = play(site({ collector: { mode } }));
    const readings = rowsOfKinds(trace, ['stored']).filter((row) => trace.events.a[row] === 1);
    assert.equal(readings.length, 20);
    const last = trace.events.b[readings.at(-1) ?? 0] ?? 0;
    const users = trace.requests.arrivalUs.filter((tUs) => tUs <= 18_990_000).length;
    // Users’ requests, those of the probe, and the looks at the status page.
    assert.ok(Math.abs(last - (users + 10 + 20)) <= 3, `${last}`);
  });
}

test('a restart sets the counters to 0, and the rate does not fall below it', () => {
  const alerts = [{ id: 'rate', metric: 'web.requests', above: 1000, window_ms: 5000 }];
  const events = [
    { t_ms: 10_500, component: 'web', action: 'refuse' as const },
    { t_ms: 10_600, component: 'web', action: 'up' as const },
  ];
  const trace = play(site({ monitor: { alerts }, events }));
  const { events: rows } = trace;
  const counters = rowsOfKinds(trace, ['stored'])
    .filter((row) => rows.a[row] === 1)
    .map((row) => rows.b[row] ?? 0);
  assert.ok((counters[11] ?? 0) < (counters[10] ?? 0));
  const rates = rowsOfKinds(trace, ['evaluated'])
    .map((row) => (rows.b[row] ?? 0) / 1000)
    .slice(5);
  assert.ok(
    rates.every((rate) => rate > 10 && rate < 35),
    rates.join(),
  );
});

test('Little’s law: requests in service are their rate times the time that each takes', () => {
  const alerts = [
    { id: 'busy', metric: 'web.busy', above: 1e6, window_ms: 20_000 },
    { id: 'rate', metric: 'web.requests', above: 1e6, window_ms: 20_000 },
    { id: 'p50', metric: 'web.p50', above: 1e6, window_ms: 20_000 },
  ];
  const collector = { interval_ms: 50 };
  const trace = play(site({ monitor: { alerts }, rate: 200, service_ms: 200, collector }));
  const value = (rule: number) =>
    monitoringAt(trace, 20_000_000).alerts.find((alert) => alert.rule === rule)?.value ?? 0;
  assert.equal(value(2), 200);
  // The looks at the status page are requests too: twenty a second, of no length.
  assert.ok(Math.abs(value(0) / ((value(1) - 20) * 0.2) - 1) < 0.05, `${value(0)} ${value(1)}`);
});

test('the trace’s kinds of event have codes of their own', () => {
  const codes = Object.values(eventKinds).map(({ code }) => code);
  assert.equal(new Set(codes).size, codes.length);
});
