import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Run, RunEvent } from '../run.ts';
import type { SettingValue } from '../settings.ts';
import { simulate } from '../simulate.ts';
import { nginx } from './nginx.ts';

/** Ten requests a second for eight seconds to two servers; no delay on the links. */
function play(events: readonly RunEvent[], settings: Record<string, SettingValue> = {}) {
  const run: Run = {
    duration_ms: 80_000,
    seed: 1,
    hosts: [],
    components: [
      { id: 'users', kind: 'client', title: 'Users' },
      { id: 'lb', kind: 'load-balancer', title: 'nginx', software: 'nginx', settings },
      ...['web1', 'web2'].map((id) => ({
        id,
        kind: 'web' as const,
        title: id,
        settings: { fail_timeout_ms: 3000 },
      })),
    ],
    links: [
      { from: 'users', to: 'lb' },
      { from: 'lb', to: 'web1' },
      { from: 'lb', to: 'web2' },
    ],
    workload: { mode: 'open-loop', shape: 'steady', rate: 10, start_ms: 25, until_ms: 8000 },
    events,
  };
  const { requests } = simulate(run, { nginx });
  return Array.from({ length: requests.length }, (_, request) => ({
    status: requests.status[request],
    server: run.components[requests.server[request] ?? -1]?.id,
    retries: requests.retries[request],
  }));
}

const happens = (component: string, action: Action, t_ms = 1000): RunEvent => ({
  t_ms,
  component,
  action,
});

const statuses = (requests: ReturnType<typeof play>) => [
  ...new Set(requests.map(({ status }) => status)),
];

test('a status that is not listed is passed on and counts for nothing', () => {
  const requests = play([happens('web1', 'error-503')]);
  const failed = requests.filter(({ status }) => status === 503).length;
  assert.equal(failed, 35);
});

test('a status that is listed sends the request to the next server, and the server is left out', () => {
  const requests = play([happens('web1', 'error-503')], { proxy_next_upstream_http_503: true });
  assert.deepEqual(statuses(requests), [200]);
  // Every 3 to 4 seconds one request tries it.
  assert.equal(requests.filter(({ retries }) => retries === 1).length, 2);
});

test('after the last attempt that is allowed a listed status is passed on', () => {
  const settings = { proxy_next_upstream_http_500: true, proxy_next_upstream_tries: 1 };
  const requests = play([happens('web1', 'error-500')], settings);
  assert.equal(requests.filter(({ status }) => status === 500).length, 35);
});

test('a failure that is not listed is the client’s, and counts all the same', () => {
  const requests = play([happens('web1', 'refuse')], { proxy_next_upstream_error: false });
  assert.deepEqual(statuses(requests), [200, 502]);
  assert.equal(requests.filter(({ status }) => status === 502).length, 2);
});

test('a server that hangs while the other one is left out leaves no server: 502', () => {
  const events = [happens('web1', 'refuse'), happens('web2', 'hang')];
  const requests = play(events, { proxy_read_timeout_ms: 500 });
  assert.ok(requests.slice(12).every(({ status }) => status === 502));
});
