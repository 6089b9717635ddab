import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from '../all-modules.ts';
import { lifeOf } from '../request-life.ts';
import type { Component, GivenRequest, Run, RunEvent } from '../run.ts';
import type { SettingValue } from '../settings.ts';
import { simulate } from '../simulate.ts';
import { parseAddress } from '../workload.ts';
import { kindOf, outcomes, type Trace } from '../trace.ts';
import { dnsAt } from './dns-at.ts';
import type { DnsRecord } from './records.ts';

const www = 'www.foobar.com';
const a = (value: string, ttl_s = 60): DnsRecord => ({ name: www, type: 'A', value, ttl_s });

const [one, other] = ['203.0.113.10', '203.0.113.20'];

interface Site {
  readonly records?: readonly DnsRecord[];
  readonly settings?: Readonly<Record<string, SettingValue>>;
  readonly requests: readonly GivenRequest[];
  readonly events?: readonly RunEvent[];
}

/** Clients 10 ms from two servers, 5 ms from their resolver, which is 20 ms from the name server. */
function site({ records = [a(one), a(other)], settings, requests, events = [] }: Site): Run {
  const server = (id: string, address: string): Component => ({
    id,
    kind: 'web',
    title: id,
    address: `${address}:80`,
  });
  return {
    duration_ms: 30_000,
    seed: 1,
    hosts: [],
    components: [
      { id: 'users', kind: 'client', title: 'Users', settings: { timeout_ms: 5000, ...settings } },
      { id: 'ns', kind: 'dns', title: 'Name server', records },
      server('web1', one),
      server('web2', other),
    ],
    links: [
      { from: 'users', to: 'ns', carries: 'queries', latency_ms: 20 },
      { from: 'users', to: 'web1', latency_ms: 10 },
      { from: 'users', to: 'web2', latency_ms: 10 },
    ],
    workload: { mode: 'given', requests },
    events,
  };
}

const play = (run: Run) => simulate(run, allModules);
const from = (n: number) => `198.51.100.${n}`;

const latencyMs = ({ requests }: Trace, request: number) =>
  ((requests.endUs[request] ?? 0) - (requests.arrivalUs[request] ?? 0)) / 1000;
const outcomeOf = ({ requests }: Trace, request: number) =>
  outcomes[requests.outcome[request] ?? 0];

/** The server that answered each request. */
function serversOf({ run, events, requests }: Trace): (string | undefined)[] {
  const servers: (string | undefined)[] = Array.from({ length: requests.length });
  for (let row = 0; row < events.length; row++) {
    if (kindOf(events.kind[row] ?? 0) !== 'answer') continue;
    servers[events.request[row] ?? 0] = run.components[events.component[row] ?? 0]?.id;
  }
  return servers;
}

test('a request asks the resolver, which asks the name server; then comes the connection', () => {
  const trace = play(site({ requests: [{ t_ms: 0, client: from(1) }] }));
  // 2 × 5 to the resolver, 2 × 20 to the name server, a round trip for TCP and one for the request.
  assert.equal(latencyMs(trace, 0), 10 + 40 + 20 + 20);
  assert.deepEqual(
    lifeOf(trace, 0)
      .slice(0, 4)
      .map(({ kind, fromUs, toUs }) => [kind, (toUs - fromUs) / 1000]),
    [
      ['dns', 5],
      ['dns', 45],
      ['tcp', 20],
      ['forth', 10],
    ],
  );
});

test('another client is answered from the resolver’s cache, the same one from its own', () => {
  const requests = [
    { t_ms: 0, client: from(1) },
    { t_ms: 1000, client: from(2) },
    { t_ms: 2000, client: from(2) },
  ];
  const trace = play(site({ requests }));
  assert.deepEqual(
    [0, 1, 2].map((request) => latencyMs(trace, request)),
    [90, 50, 40],
  );
});

test('several addresses take turns', () => {
  const requests = [1, 2, 3, 4].map((n) => ({ t_ms: n * 100, client: from(n) }));
  const trace = play(site({ requests }));
  assert.deepEqual(serversOf(trace), ['web1', 'web2', 'web1', 'web2']);
});

test('a changed record reaches a client when its answer’s TTL is over, and no sooner', () => {
  const requests = [0, 1000, 3000, 9000, 10_100].map((t_ms) => ({ t_ms, client: from(1) }));
  const change = { t_ms: 2000, component: 'ns', action: 'record', value: `${www} A ${other}` };
  const run = site({
    records: [a(one, 10)],
    requests,
    events: [change as RunEvent],
  });
  const trace = play(run);
  assert.deepEqual(serversOf(trace), ['web1', 'web1', 'web1', 'web1', 'web2']);
  const before = dnsAt(trace, 9_000_000);
  assert.deepEqual(before.clients.get(0)?.[0]?.addresses, [parseAddress(one)]);
  assert.deepEqual(
    before.records.get(1)?.map(({ value }) => value),
    [other],
  );
  // Kept from when the resolver had it.
  assert.equal(before.clients.get(0)?.[0]?.untilUs, 10_045_000);
});

test('the resolver may keep an answer for longer, or for less, than the record says', () => {
  const requests = [0, 5000].map((t_ms) => ({ t_ms, client: from(1) }));
  const change = { t_ms: 2000, component: 'ns', action: 'record', value: `${www} A ${other}` };
  const events = [change as RunEvent];
  const kept = { resolver_min_ttl_s: 20 };
  const serversWith = (ttl_s: number, settings: Record<string, SettingValue>) =>
    serversOf(play(site({ records: [a(one, ttl_s)], settings, requests, events })));
  assert.deepEqual(serversWith(1, kept), ['web1', 'web1']);
  assert.deepEqual(serversWith(1, {}), ['web1', 'web2']);
  assert.deepEqual(serversWith(60, { resolver_max_ttl_s: 3 }), ['web1', 'web2']);
});

test('while the name server is dead, who holds an answer goes on, and others get none', () => {
  const requests = [
    { t_ms: 0, client: from(1) },
    { t_ms: 3000, client: from(1) },
    { t_ms: 12_000, client: from(2) },
  ];
  const events: RunEvent[] = [{ t_ms: 1000, component: 'ns', action: 'drop' }];
  const trace = play(site({ records: [a(one, 10)], requests, events }));
  assert.deepEqual(
    [0, 1, 2].map((request) => outcomeOf(trace, request)),
    ['answered', 'answered', 'failed'],
  );
  // The resolver waits 2 s for the name server: SERVFAIL.
  assert.equal(latencyMs(trace, 2), 2010);
  assert.equal(lifeOf(trace, 2).at(-1)?.outcome, 'servfail');
});

test('there is no site without its name', () => {
  const trace = play(site({ records: [], requests: [{ t_ms: 0, client: from(1) }] }));
  assert.equal(outcomeOf(trace, 0), 'failed');
  assert.equal(lifeOf(trace, 0).at(-1)?.outcome, 'nxdomain');
});

test('a silent address costs the Connection Attempt Delay, a refusing one a round trip', () => {
  const requests = [{ t_ms: 100, client: from(1) }];
  const with1 = (action: 'drop' | 'refuse') =>
    play(site({ requests, events: [{ t_ms: 0, component: 'web1', action }] }));
  const [silent, refused] = [with1('drop'), with1('refuse')];
  assert.deepEqual(serversOf(silent), ['web2']);
  assert.equal(latencyMs(silent, 0), 90 + 250);
  assert.equal(latencyMs(refused, 0), 90 + 20);
  const steps = lifeOf(silent, 0).filter(({ kind }) => kind === 'tcp');
  assert.deepEqual(
    steps.map(({ outcome, fromUs, toUs }) => [outcome, (toUs - fromUs) / 1000]),
    [
      ['timeout', 250],
      ['done', 20],
    ],
  );
});

test('an address that nobody has is left for the next one; when there is none, the client waits', () => {
  const requests = [{ t_ms: 0, client: from(1) }];
  const trace = play(site({ records: [a('203.0.113.99'), a(one)], requests }));
  assert.equal(latencyMs(trace, 0), 90 + 250);
  const alone = play(site({ records: [a('203.0.113.99')], requests }));
  assert.equal(outcomeOf(alone, 0), 'dropped');
  assert.deepEqual(lifeOf(alone, 0).at(-1)?.kind, 'nobody');
});

test('when every address refuses, the request fails', () => {
  const events = ['web1', 'web2'].map((component): RunEvent => ({
    t_ms: 0,
    component,
    action: 'refuse',
  }));
  const trace = play(site({ requests: [{ t_ms: 0, client: from(1) }], events }));
  assert.equal(outcomeOf(trace, 0), 'failed');
  assert.equal(latencyMs(trace, 0), 50 + 20 + 20);
});
