import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from './all-modules.ts';
import { randomRun } from './random-run.ts';
import { lifeOf, type Step } from './request-life.ts';
import type { Run, RunEvent } from './run.ts';
import { simulate } from './simulate.ts';
import { stateAt } from './state.ts';
import { outcomes, type Trace } from './trace.ts';

const endOf = ({ requests, endUs }: Trace, request: number) => {
  const end = requests.endUs[request] ?? -1;
  return end < 0 ? endUs : end;
};

function forEachLife(visit: (steps: readonly Step[], trace: Trace, request: number) => void) {
  fc.assert(
    fc.property(randomRun, (run) => {
      const trace = simulate(run, allModules);
      for (let request = 0; request < trace.requests.length; request++) {
        visit(lifeOf(trace, request), trace, request);
      }
    }),
    { numRuns: 80 },
  );
}

test('steps follow each other without gaps from arrival to end, and add up to the latency', () => {
  forEachLife((steps, trace, request) => {
    let tUs = trace.requests.arrivalUs[request] ?? -1;
    const arrivalUs = tUs;
    for (const { fromUs, toUs } of steps) {
      assert.equal(fromUs, tUs);
      assert.ok(toUs >= fromUs);
      tUs = toUs;
    }
    assert.equal(tUs, endOf(trace, request));
    const sum = steps.reduce((total, { fromUs, toUs }) => total + toUs - fromUs, 0);
    assert.equal(sum, endOf(trace, request) - arrivalUs);
  });
});

test('on a link it is as long as the link takes, unless someone stops waiting', () => {
  forEachLife((steps, { run }) => {
    for (const { kind, link, fromUs, toUs, outcome } of steps) {
      if (kind !== 'forth' && kind !== 'back') continue;
      const latencyUs = Math.round((run.links[link]?.latency_ms ?? 0) * 1000);
      if (outcome === 'done') assert.equal(toUs - fromUs, latencyUs);
      else assert.ok(toUs - fromUs <= latencyUs);
    }
  });
});

test('there is at most one attempt more than retries', () => {
  forEachLife((steps, { requests }, request) => {
    const attempts = steps.filter(({ kind }) => kind === 'connect').length;
    const retries = requests.retries[request] ?? 0;
    assert.ok(attempts <= retries + 1);
    // A load balancer goes on trying for a client that has given up.
    const hasGivenUp = outcomes[requests.outcome[request] ?? 0] === 'dropped';
    if (retries > 0 && !hasGivenUp) assert.ok(attempts >= 1);
  });
});

test('the state of the system agrees with the steps', () => {
  fc.assert(
    fc.property(randomRun, fc.integer({ min: 0, max: 6000 }), (run, t_ms) => {
      const trace = simulate(run, allModules);
      for (const [request, { at }] of stateAt(trace, t_ms * 1000).requests) {
        const step = lifeOf(trace, request).find(
          ({ fromUs, toUs }) => fromUs <= t_ms * 1000 && t_ms * 1000 < toUs,
        );
        if (at.kind === 'link' && at.endUs > t_ms * 1000 && step) {
          assert.equal(step.link, at.link);
          assert.equal(step.kind, at.back ? 'back' : 'forth');
        }
      }
    }),
    { numRuns: 100 },
  );
});

const small = (events: readonly RunEvent[], redispatch: boolean): Run => ({
  duration_ms: 9000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'users', kind: 'client', title: 'Users' },
    {
      id: 'lb',
      kind: 'load-balancer',
      title: 'HAProxy',
      settings: { retries: 2, redispatch, timeout_connect_ms: 500, check: 'off' },
    },
    { id: 'web1', kind: 'web', title: 'nginx', settings: { service_ms: 20, workers: 1 } },
    { id: 'web2', kind: 'web', title: 'nginx', settings: { service_ms: 20, workers: 1 } },
  ],
  links: [
    { from: 'users', to: 'lb', latency_ms: 10, tls: true },
    { from: 'lb', to: 'web1', latency_ms: 5 },
    { from: 'lb', to: 'web2', latency_ms: 5 },
  ],
  workload: { mode: 'given', requests: [{ t_ms: 100 }, { t_ms: 100 }, { t_ms: 100 }] },
  events,
});

const told = (run: Run, request: number) =>
  lifeOf(simulate(run, allModules), request).map(
    ({ kind, fromUs, toUs, outcome }) => `${kind} ${(toUs - fromUs) / 1000} ${outcome}`,
  );

test('a request that is served at once', () => {
  assert.deepEqual(told(small([], false), 0), [
    'forth 10 done',
    'connect 10 done',
    'forth 5 done',
    'service 20 done',
    'back 5 done',
    'back 10 done',
  ]);
});

test('a request that finds the only worker busy', () => {
  assert.deepEqual(told(small([], false), 2), [
    'forth 10 done',
    'connect 10 done',
    'forth 5 done',
    'worker 20 done',
    'service 20 done',
    'back 5 done',
    'back 10 done',
  ]);
});

test('a request whose server refuses, until no attempt is left', () => {
  const refuses = [{ t_ms: 50, component: 'web1', action: 'refuse' as const }];
  assert.deepEqual(told(small(refuses, false), 0), [
    'forth 10 done',
    'connect 10 refused',
    'retry 500 done',
    'connect 10 refused',
    'retry 500 done',
    'connect 10 refused',
    'back 10 done',
  ]);
});

test('a request whose server drops packets is tried again elsewhere', () => {
  const drops = [{ t_ms: 50, component: 'web1', action: 'drop' as const }];
  const [, first, second, ...rest] = told(small(drops, true), 0);
  assert.equal(first, 'connect 500 timeout');
  assert.equal(second, 'connect 10 done');
  assert.equal(rest.at(-1), 'back 10 done');
});

test('a request whose server dies while it serves', () => {
  const dies = [{ t_ms: 130, component: 'web1', action: 'refuse' as const }];
  assert.deepEqual(told(small(dies, false), 0), [
    'forth 10 done',
    'connect 10 done',
    'forth 5 done',
    'service 5 reset',
    'back 5 done',
    'back 10 done',
  ]);
});

test('the last step of an answer says why it was made', () => {
  const refuses = [{ t_ms: 50, component: 'web1', action: 'refuse' as const }];
  const last = lifeOf(simulate(small(refuses, false), allModules), 0).at(-1);
  assert.equal(last?.status, 503);
  assert.equal(last.why, 'retries-exhausted');
});

test('a request that is not there has no steps', () => {
  const trace = simulate(small([], false), allModules);
  assert.deepEqual(lifeOf(trace, 3), []);
  assert.deepEqual(lifeOf(trace, -1), []);
});
