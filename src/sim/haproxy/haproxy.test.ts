import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Run, RunEvent } from '../run.ts';
import type { SettingValue } from '../settings.ts';
import { simulate } from '../simulate.ts';
import { kindOf, unpackCheck, type Trace } from '../trace.ts';
import { haproxy } from './haproxy.ts';

interface Options {
  readonly settings?: Record<string, SettingValue>;
  readonly events?: readonly RunEvent[];
  readonly servers?: Record<string, Record<string, SettingValue>>;
}

/** 20 requests a second through HAProxy for ten seconds; no delay on the links. */
function play({ settings = {}, events = [], servers = { web1: {}, web2: {} } }: Options): Trace {
  const run: Run = {
    duration_ms: 20_000,
    seed: 1,
    hosts: [],
    components: [
      { id: 'users', kind: 'client', title: 'Users' },
      {
        id: 'lb',
        kind: 'load-balancer',
        title: 'HAProxy',
        software: 'haproxy',
        settings: { inter_ms: 1000, ...settings },
      },
      ...Object.entries(servers).map(([id, given]) => ({
        id,
        kind: 'web' as const,
        title: id,
        settings: given,
      })),
    ],
    links: [
      { from: 'users', to: 'lb' },
      ...Object.keys(servers).map((id) => ({ from: 'lb', to: id })),
    ],
    workload: { mode: 'open-loop', shape: 'steady', rate: 20, start_ms: 25, until_ms: 10_000 },
    events,
  };
  return simulate(run, { haproxy });
}

const happens = (component: string, action: Action, t_ms: number): RunEvent => ({
  t_ms,
  component,
  action,
});

/** When events of this kind happened to a component, in whole ms. */
function times({ run, events }: Trace, kind: string, component: string): number[] {
  return Array.from({ length: events.length }, (_, row) => row)
    .filter((row) => kindOf(events.kind[row] ?? 0) === kind)
    .filter((row) => run.components[events.component[row] ?? -1]?.id === component)
    .map((row) => Math.round((events.tUs[row] ?? 0) / 1000));
}

const statuses = ({ requests }: Trace) =>
  [...requests.status].reduce<Record<number, number>>(
    (counts, status) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }),
    {},
  );

test('the first checks are spread over one interval; the next come an interval and 1 ms after the result', () => {
  const trace = play({});
  assert.deepEqual(times(trace, 'check-passed', 'web1').slice(0, 3), [0, 1001, 2002]);
  assert.deepEqual(times(trace, 'check-passed', 'web2').slice(0, 2), [500, 1501]);
});

test('the first checks are spread over fastinter, but for servers that one failed check marks DOWN', () => {
  const first = (fall: number) =>
    times(play({ settings: { fall, fastinter_ms: 300 } }), 'check-passed', 'web2')[0];
  assert.equal(first(3), 150);
  assert.equal(first(1), 500);
});

test('a server that refuses is DOWN at the fall-th failed check, and UP at the rise-th good one', () => {
  const trace = play({ events: [happens('web1', 'refuse', 2500), happens('web1', 'up', 7500)] });
  assert.deepEqual(times(trace, 'check-failed', 'web1').slice(0, 3), [3003, 4004, 5005]);
  assert.deepEqual(times(trace, 'server-down', 'web1'), [5005]);
  assert.deepEqual(times(trace, 'server-up', 'web1'), [9009]);
});

test('a check of a server that hangs takes a whole interval, so that DOWN comes twice as late', () => {
  const trace = play({
    settings: { check: 'httpchk', timeout_server_ms: 2000 },
    events: [happens('web1', 'hang', 2500)],
  });
  const failures = times(trace, 'check-failed', 'web1');
  assert.deepEqual(failures.slice(0, 3), [4003, 6004, 8005]);
  assert.equal(statuses(trace)[504], 55);
});

test('a TCP check does not notice a server that hangs', () => {
  const trace = play({ events: [happens('web1', 'hang', 2500)] });
  assert.deepEqual(times(trace, 'check-failed', 'web1'), []);
});

test('a single failed check is forgotten after one good one', () => {
  const trace = play({ events: [happens('web1', 'refuse', 2500), happens('web1', 'up', 4500)] });
  assert.equal(times(trace, 'check-failed', 'web1').length, 2);
  assert.deepEqual(times(trace, 'server-down', 'web1'), []);
});

test('with redispatch and a second server no request fails, and each asks the dead server first', () => {
  const trace = play({
    settings: { redispatch: true },
    events: [happens('web1', 'refuse', 2500)],
  });
  assert.deepEqual(statuses(trace), { 200: 200 });
  const whileUnknown = [...trace.requests.retries].filter((_, request) => {
    const arrivalMs = (trace.requests.arrivalUs[request] ?? 0) / 1000;
    return arrivalMs > 2500 && arrivalMs < 5005;
  });
  assert.ok(whileUnknown.length === 50 && whileUnknown.every((retries) => retries === 1));
});

test('without redispatch a request stays with the dead server: three more tries, a second apart, then 503', () => {
  const trace = play({ events: [happens('web1', 'refuse', 2500)] });
  const failed = [...trace.requests.status].flatMap((status, request) =>
    status === 503 ? [request] : [],
  );
  assert.equal(failed.length, 25);
  for (const request of failed) {
    assert.equal(trace.requests.retries[request], 3);
    const lengthUs =
      (trace.requests.endUs[request] ?? 0) - (trace.requests.arrivalUs[request] ?? 0);
    assert.equal(lengthUs, 3_000_000);
  }
});

test('a backup gets requests only while no active server is UP', () => {
  const trace = play({
    servers: { web1: {}, web2: { backup: true } },
    settings: { redispatch: true },
    events: [happens('web1', 'refuse', 2500), happens('web1', 'up', 6500)],
  });
  const [down] = times(trace, 'server-down', 'web1');
  const [up] = times(trace, 'server-up', 'web1');
  for (let request = 0; request < trace.requests.length; request++) {
    const arrivalMs = (trace.requests.arrivalUs[request] ?? 0) / 1000;
    const server = trace.run.components[trace.requests.server[request] ?? -1]?.id;
    if (arrivalMs < 2500 || arrivalMs > (up ?? 0)) assert.equal(server, 'web1');
    if (arrivalMs > (down ?? 0) && arrivalMs < (up ?? 0)) assert.equal(server, 'web2');
  }
});

test('a 404 to the check stops new requests at once and lets the server keep its name of UP', () => {
  const trace = play({
    settings: { check: 'httpchk', disable_on_404: true },
    events: [happens('web1', 'health-404', 2500), happens('web1', 'up', 6500)],
  });
  assert.deepEqual(times(trace, 'server-stopping', 'web1'), [3003]);
  assert.deepEqual(times(trace, 'server-up', 'web1'), [7007]);
  assert.deepEqual(statuses(trace), { 200: 200 });
});

test('shutdown-sessions: what waits for its next attempt goes on, and is ended when it has a connection', () => {
  const shown = (redispatch: boolean, request: number) => {
    const { requests } = play({
      settings: {
        fall: 1,
        on_marked_down: 'shutdown-sessions',
        timeout_connect_ms: 400,
        redispatch,
        retries: 2,
      },
      events: [happens('web1', 'refuse', 2510)],
      servers: { web1: {}, web2: { backup: true } },
    });
    const tookUs = (requests.endUs[request] ?? 0) - (requests.arrivalUs[request] ?? 0);
    return [requests.status[request], tookUs / 1000];
  };
  // web1 is DOWN at 3003 ms: the first one has left it by then, the other one has an attempt to go.
  assert.deepEqual(
    [shown(false, 50), shown(true, 50)],
    [
      [503, 800],
      [200, 800],
    ],
  );
  assert.deepEqual(
    [shown(false, 55), shown(true, 55)],
    [
      [503, 800],
      [502, 800],
    ],
  );
});

test('shutdown-sessions: a first attempt under way is ended without an answer', () => {
  const { requests } = play({
    settings: { fall: 1, on_marked_down: 'shutdown-sessions', timeout_connect_ms: 975 },
    events: [happens('web1', 'drop', 2510)],
  });
  // Sent at 3925 ms; web1 is DOWN at 4003 ms, when its check has had its second.
  const [status, endUs] = [requests.status[78], requests.endUs[78] ?? 0];
  assert.deepEqual([status, Math.round(endUs / 1000)], [0, 4003]);
});

test('on-marked-down shutdown-sessions ends what hangs on a server with 502', () => {
  const trace = play({
    settings: { check: 'httpchk', on_marked_down: 'shutdown-sessions', timeout_server_ms: 19_000 },
    events: [happens('web1', 'hang', 2500)],
  });
  const [down] = times(trace, 'server-down', 'web1');
  const ends = [...trace.requests.status].flatMap((status, request) =>
    status === 502 ? [(trace.requests.endUs[request] ?? 0) / 1000] : [],
  );
  assert.ok(ends.length > 0 && ends.every((end) => Math.round(end) === down));
});

test('a check result tells its reason in the words of HAProxy’s log', () => {
  const trace = play({ events: [happens('web1', 'refuse', 2500)] });
  const row = trace.events.kind.findIndex((code) => kindOf(code) === 'check-failed');
  assert.deepEqual(unpackCheck(trace.events.b[row] ?? 0), { reason: 'L4CON', health: 3 });
});

/** How long requests take from arrival to answer, in whole ms. */
const latencies = ({ requests }: Trace) =>
  Array.from({ length: requests.length }, (_, request) =>
    Math.round(((requests.endUs[request] ?? 0) - (requests.arrivalUs[request] ?? 0)) / 1000),
  );

const serversOf = ({ run, requests }: Trace) =>
  Array.from(requests.server, (server) => run.components[server]?.id);

test('with maxconn, requests wait in one queue and get the server that is free first', () => {
  const full = { maxconn: 1, service_ms: 150 };
  const trace = play({ settings: { timeout_queue_ms: 1000 }, servers: { web1: full, web2: full } });
  // 20 a second are asked for and 13.3 can be served: the queue grows until the first have waited a second.
  assert.ok(Math.max(...latencies(trace)) <= 1150);
  assert.deepEqual(Object.keys(statuses(trace)), ['200', '503']);
  const enqueued = [...trace.events.kind].filter((code) => kindOf(code) === 'enqueue').length;
  const dequeued = [...trace.events.kind].filter((code) => kindOf(code) === 'dequeue').length;
  assert.ok(enqueued > 100 && enqueued === dequeued);
});

test('without timeout queue, timeout connect limits the wait', () => {
  const trace = play({
    settings: { timeout_connect_ms: 300 },
    servers: { web1: { maxconn: 1, service_ms: 5000 } },
  });
  const refused = latencies(trace).filter((_, request) => trace.requests.status[request] === 503);
  assert.ok(refused.length > 0 && refused.every((latency) => latency === 300));
});

test('a hash that finds a full server waits there; when maxqueue do, it is refused at once', () => {
  const trace = play({
    settings: { balance: 'source' },
    servers: { web1: { maxconn: 1, maxqueue: 2, service_ms: 2000 } },
  });
  assert.deepEqual([...trace.requests.status].slice(0, 5), [200, 200, 200, 503, 503]);
  assert.equal(latencies(trace)[3], 0);
});

test('a cookie brings a client back to its server, and elsewhere while that one is DOWN', () => {
  const events = [happens('web1', 'refuse', 4000)];
  const trace = play({ settings: { cookie: 'insert', redispatch: true }, events });
  const [down = 0] = times(trace, 'server-down', 'web1');
  const homes = new Map<number, string | undefined>();
  serversOf(trace).forEach((server, request) => {
    const address = trace.requests.address[request] ?? 0;
    const home = homes.get(address);
    const arrivalMs = (trace.requests.arrivalUs[request] ?? 0) / 1000;
    if (home !== undefined && arrivalMs < 4000) assert.equal(server, home);
    if (arrivalMs > down) assert.equal(server, 'web2');
    homes.set(address, server);
  });
});

test('a server in maintenance gets nothing, finishes what it has, and is not checked', () => {
  const events = [happens('web1', 'maint', 2510), happens('web1', 'ready', 6510)];
  const trace = play({
    events,
    servers: { web1: { service_ms: 300 }, web2: { service_ms: 300 } },
  });
  assert.deepEqual(statuses(trace), { 200: 200 });
  serversOf(trace).forEach((server, request) => {
    const arrivalMs = (trace.requests.arrivalUs[request] ?? 0) / 1000;
    if (arrivalMs > 2510 && arrivalMs < 6510) assert.equal(server, 'web2');
  });
  assert.deepEqual(
    times(trace, 'check-start', 'web1').filter((t) => t > 2510 && t < 6510),
    [],
  );
  assert.deepEqual(times(trace, 'administer', 'web1'), [2510, 6510]);
});

test('a drained server gets only those who have its cookie', () => {
  const events = [happens('web1', 'drain', 5010)];
  const trace = play({ settings: { cookie: 'insert' }, events });
  const before = new Map<number, string | undefined>();
  serversOf(trace).forEach((server, request) => {
    const address = trace.requests.address[request] ?? 0;
    const arrivalMs = (trace.requests.arrivalUs[request] ?? 0) / 1000;
    if (arrivalMs > 5010) assert.equal(server, before.get(address) ?? 'web2');
    before.set(address, server);
  });
  assert.ok(times(trace, 'check-start', 'web1').some((t) => t > 6000));
});

test('a server that was DOWN is UP when it comes back from maintenance, until its checks fail', () => {
  const events = [
    happens('web1', 'refuse', 2500),
    happens('web1', 'maint', 6000),
    happens('web1', 'ready', 7000),
  ];
  const trace = play({ events });
  assert.equal(times(trace, 'server-up', 'web1')[0], 7000);
  assert.equal(times(trace, 'server-down', 'web1').length, 2);
});
