import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from './all-modules.ts';
import { accessLines, formatLines } from './monitoring/access-log.ts';
import { pathsInTrace } from './paths.ts';
import type { Run, Workload } from './run.ts';
import { simulate } from './simulate.ts';

const runWith = (workload: Workload, timeoutMs?: number): Run => ({
  duration_ms: 4000,
  seed: 4,
  hosts: [],
  components: [
    {
      id: 'users',
      kind: 'client',
      title: 'Users',
      settings: timeoutMs === undefined ? {} : { timeout_ms: timeoutMs, retries: 1 },
    },
    { id: 'scanner', kind: 'client', title: 'Scanner' },
    { id: 'web', kind: 'web', title: 'nginx', settings: { service_ms: 20 } },
  ],
  links: [
    { from: 'users', to: 'web', latency_ms: 3 },
    { from: 'scanner', to: 'web', latency_ms: 3 },
  ],
  workload,
  events: [],
});

const pathsOf = (run: Run) => {
  const trace = simulate(run, allModules);
  return Array.from({ length: trace.requests.length }, (_, request) => request).map(
    pathsInTrace(trace),
  );
};

const pathsLogged = (run: Run) => {
  const trace = simulate(run, allModules);
  return formatLines(trace, accessLines(trace, 2)).map((line) => line.split(' ')[6]);
};

const besides: Workload = {
  mode: 'open-loop',
  shape: 'steady',
  rate: 1,
  paths: ['/cart'],
  also: [
    { t_ms: 1000, path: '/.git' },
    { t_ms: 500, path: '/admin', from: 'scanner' },
    { t_ms: 100, path: '/again', after_request: 1 },
  ],
};

test('requests besides the others are found in the trace, and their paths are in the access log', () => {
  const run = runWith(besides);
  assert.deepEqual(pathsOf(run), [
    '/cart',
    '/admin',
    '/again',
    '/.git',
    '/cart',
    '/cart',
    '/cart',
    '/cart',
  ]);
  assert.deepEqual(pathsLogged(run).slice(0, 5), ['/cart', '/admin', '/again', '/.git', '/cart']);
});

test('a request that is sent once more is what it was', () => {
  const requests = [
    { t_ms: 100, path: '/one', service_ms: 300 },
    { t_ms: 0, path: '/after', after_request: 0 },
    { t_ms: 50, path: '/zero' },
  ];
  const found = pathsOf(runWith({ mode: 'given', requests }, 200));
  assert.deepEqual(found.slice(0, 3), ['/zero', '/one', '/one']);
  assert.equal(found[3], '/after');
});
