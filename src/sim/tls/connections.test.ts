import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from '../all-modules.ts';
import type { Component, Run, RunEvent } from '../run.ts';
import { simulate } from '../simulate.ts';
import { kindOf, tlsFailures, type Trace } from '../trace.ts';
import type { Certificate } from './certificate.ts';
import { clientWorkUs, serverWorkUs } from './cost.ts';
import { roundTripsOf, type Handshake } from './round.ts';

type Settings = NonNullable<Component['settings']>;

interface Given {
  readonly client?: Settings;
  readonly balancer?: Settings;
  readonly software?: 'haproxy' | 'nginx';
  readonly ofBalancer?: Certificate;
  readonly ofServers?: Certificate;
  readonly clientMs?: number;
  readonly wallMs?: number;
  readonly serverMs?: number;
  readonly events?: readonly RunEvent[];
  readonly count?: number;
}

/** A client, a firewall, a load balancer, two servers; requests one after the other. */
function runOf({
  client = {},
  balancer = {},
  software = 'haproxy',
  ofBalancer,
  ofServers,
  clientMs = 40,
  wallMs = 10,
  serverMs = 5,
  events = [],
  count = 1,
}: Given): Run {
  return {
    duration_ms: 20_000,
    seed: 1,
    hosts: [],
    components: [
      { id: 'client', kind: 'client', title: 'Client', settings: { connection: 'new', ...client } },
      { id: 'wall', kind: 'firewall', title: 'Firewall' },
      {
        id: 'lb',
        kind: 'load-balancer',
        title: software,
        software,
        settings: { ...(software === 'haproxy' && { check: 'off' }), ...balancer },
        ...(ofBalancer && { certificate: ofBalancer }),
      },
      ...['web1', 'web2'].map((id) => ({
        id,
        kind: 'web' as const,
        title: id,
        ...(ofServers && { certificate: ofServers }),
      })),
    ],
    links: [
      { from: 'client', to: 'wall', latency_ms: clientMs },
      { from: 'wall', to: 'lb', latency_ms: wallMs },
      { from: 'lb', to: 'web1', latency_ms: serverMs },
      { from: 'lb', to: 'web2', latency_ms: serverMs },
    ],
    workload: { mode: 'closed-loop', count, concurrency: 1 },
    events,
  };
}

const play = (given: Given) => simulate(runOf(given), allModules);
const lengthUs = ({ requests }: Trace, request = 0) =>
  (requests.endUs[request] ?? 0) - (requests.arrivalUs[request] ?? 0);

function failuresIn({ events }: Trace): string[] {
  return Array.from({ length: events.length }, (_, row) => row)
    .filter((row) => kindOf(events.kind[row] ?? 0) === 'tls-failed')
    .map((row) => tlsFailures[events.b[row] ?? 0] ?? '');
}

const handshakes: fc.Arbitrary<Handshake> = fc.record({
  version: fc.constantFrom('1.2' as const, '1.3' as const),
  resumed: fc.boolean(),
  helloRetry: fc.boolean(),
});
const milliseconds = fc.integer({ min: 0, max: 300 });
const clientOf = ({ version, resumed, helloRetry }: Handshake): Settings => ({
  tls_version: version,
  resume: resumed,
  hello_retry: helloRetry,
});

/** What both ends compute; a HelloRetryRequest exists in TLS 1.3 only. */
const workUsOf = (handshake: Handshake) =>
  serverWorkUs(handshake, 'ecdsa-p256') + clientWorkUs(handshake);

test('a request takes 2 round trips over TCP alone, and those of its handshake on top', () => {
  fc.assert(
    fc.property(handshakes, milliseconds, milliseconds, (handshake, clientMs, wallMs) => {
      const given = { client: clientOf(handshake), clientMs, wallMs, serverMs: 0 };
      const rttUs = 2000 * (clientMs + wallMs);
      assert.equal(lengthUs(play({ ...given, balancer: { tls: 'none' } })), 2 * rttUs);
      const trips = 2 + roundTripsOf(handshake);
      const expected = trips * rttUs + workUsOf(handshake);
      assert.equal(lengthUs(play({ ...given, balancer: { tls: 'terminate' } })), expected);
    }),
    { numRuns: 60 },
  );
});

test('passed through, every round trip of the handshake goes all the way to the server', () => {
  fc.assert(
    fc.property(handshakes, milliseconds, milliseconds, (handshake, clientMs, serverMs) => {
      for (const software of ['haproxy', 'nginx'] as const) {
        const trace = play({
          client: clientOf(handshake),
          balancer: { tls: 'passthrough' },
          software,
          clientMs,
          wallMs: 0,
          serverMs,
        });
        const [outer, inner] = [2000 * clientMs, 2000 * serverMs];
        const trips = roundTripsOf(handshake);
        // TCP to either of them, the handshake through both, and the request.
        const expected = (2 + trips) * (outer + inner) + workUsOf(handshake);
        assert.equal(lengthUs(trace), expected);
      }
    }),
    { numRuns: 60 },
  );
});

test('encrypted anew, a request waits for a second handshake between the machines', () => {
  for (const software of ['haproxy', 'nginx'] as const) {
    const terminated = play({ balancer: { tls: 'terminate' }, software });
    const again = play({ balancer: { tls: 'reencrypt' }, software, count: 3 });
    const server: Handshake = { version: '1.3', resumed: false, helloRetry: false };
    const extraUs = 10_000 + serverWorkUs(server, 'ecdsa-p256') + 250;
    assert.equal(lengthUs(again) - lengthUs(terminated), extraUs);
    // The third request meets a server whose keys are known, as the second met the other server.
    const resumedUs = extraUs - serverWorkUs(server, 'ecdsa-p256') + 250;
    assert.equal(lengthUs(again, 2) - lengthUs(terminated), resumedUs);
  }
});

test('a connection that is there costs one round trip, however TLS is made', () => {
  fc.assert(
    fc.property(handshakes, (handshake) => {
      const client = { ...clientOf(handshake), connection: 'open' };
      const trace = play({ client, balancer: { tls: 'terminate' }, serverMs: 0 });
      assert.equal(lengthUs(trace), 100_000);
    }),
  );
});

const expired: Certificate = { names: ['www.foobar.com'], expires_ms: 0 };
const another: Certificate = { names: ['shop.example'] };

test('a client refuses a certificate that has expired, or is for another name', () => {
  for (const [certificate, reason] of [
    [expired, 'certificate-expired'],
    [another, 'certificate-name'],
  ] as const) {
    const trace = play({ balancer: { tls: 'terminate' }, ofBalancer: certificate });
    assert.deepEqual(failuresIn(trace), [reason]);
    assert.equal(trace.requests.status[0], 0);
    assert.equal(trace.requests.outcome[0], 2);
  }
});

test('whose certificate a client judges depends on where TLS ends', () => {
  const bad = { ofServers: expired };
  assert.deepEqual(failuresIn(play({ balancer: { tls: 'terminate' }, ...bad })), []);
  assert.deepEqual(failuresIn(play({ balancer: { tls: 'passthrough' }, ...bad })), [
    'certificate-expired',
  ]);
  const own = { balancer: { tls: 'passthrough' }, ofBalancer: expired };
  assert.equal(play(own).requests.status[0], 200);
});

test('a wildcard covers one label', () => {
  const asked = (names: readonly string[]) =>
    failuresIn(play({ balancer: { tls: 'terminate' }, ofBalancer: { names } }));
  assert.deepEqual(asked(['*.foobar.com']), []);
  assert.deepEqual(asked(['*.com']), ['certificate-name']);
  assert.deepEqual(asked(['foobar.com']), ['certificate-name']);
});

test('a certificate that expires during the run stops new connections and leaves open ones', () => {
  const ofBalancer = { names: ['www.foobar.com'], expires_ms: 1000 };
  const balancer = { tls: 'terminate' };
  const anew = play({ balancer, ofBalancer, count: 20 });
  assert.ok(anew.requests.status.slice(0, 3).every((status) => status === 200));
  assert.ok(anew.requests.status.slice(3).every((status) => status === 0));
  const open = play({ balancer, ofBalancer, count: 20, client: { connection: 'open' } });
  assert.ok(open.requests.status.every((status) => status === 200));
});

test('a load balancer that verifies does not talk to a server with a bad certificate', () => {
  const given = { ofServers: expired, client: { connection: 'open' } };
  const verified = play({ ...given, balancer: { tls: 'reencrypt', retries: 0 } });
  assert.equal(verified.requests.status[0], 503);
  const blind = play({ ...given, balancer: { tls: 'reencrypt', verify: 'none' } });
  assert.equal(blind.requests.status[0], 200);
});

test('a client without TLS 1.3 is refused where nothing older is taken', () => {
  const balancer = { tls: 'terminate', ssl_min_ver: 'TLSv1.3' };
  assert.deepEqual(failuresIn(play({ balancer, client: { tls_version: '1.2' } })), ['version']);
  assert.deepEqual(failuresIn(play({ balancer })), []);
});

test('where bytes are passed on, a dead server is a closed connection and no page', () => {
  const events = ['web1', 'web2'].map((component) => ({
    t_ms: 0,
    component,
    action: 'refuse' as const,
  }));
  for (const software of ['haproxy', 'nginx'] as const) {
    const settings: Settings = software === 'haproxy' ? { retries: 1 } : {};
    const statusOf = (tls: string) =>
      play({ balancer: { tls, ...settings }, software, events }).requests.status[0];
    assert.equal(statusOf('terminate'), software === 'haproxy' ? 503 : 502);
    assert.equal(statusOf('passthrough'), 0);
  }
});

test('where bytes are passed on, no cookie keeps a client at its server', () => {
  const serversOf = (tls: string) => {
    const run = runOf({ balancer: { tls, cookie: 'insert' }, count: 6 });
    const one: Run = { ...run, workload: { ...run.workload, clients: ['198.51.100.7'] } };
    return new Set(simulate(one, allModules).requests.server).size;
  };
  assert.equal(serversOf('terminate'), 1);
  assert.equal(serversOf('passthrough'), 2);
});

test('handshakes wait for a core that is free', () => {
  const run = runOf({ balancer: { tls: 'terminate', tls_key: 'rsa2048', nbthread: 1 } });
  const busy: Run = {
    ...run,
    workload: { mode: 'given', requests: Array.from({ length: 10 }, () => ({ t_ms: 0 })) },
  };
  const trace = simulate(busy, allModules);
  const lengths = Array.from({ length: 10 }, (_, request) => lengthUs(trace, request));
  lengths.forEach((length, request) => {
    assert.equal(length - (lengths[0] ?? 0), 750 * request);
  });
});

test('a client that gives up makes no further packets', () => {
  const trace = play({ client: { timeout_ms: 150 }, balancer: { tls: 'passthrough' } });
  const kinds = Array.from(trace.events.kind, (code) => kindOf(code));
  assert.ok(!kinds.includes('tls-opened'));
  assert.equal(kinds.filter((kind) => kind === 'give-up').length, 1);
  assert.ok(!kinds.includes('end'));
});
