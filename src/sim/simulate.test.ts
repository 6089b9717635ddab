import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from './all-modules.ts';
import { randomEvent, randomRun } from './random-run.ts';
import { withParameters } from './parameters.ts';
import type { Run } from './run.ts';
import { simulate } from './simulate.ts';
import { stateAt } from './state.ts';
import { kindOf, outcomes, type Trace } from './trace.ts';

const play = (run: Run) => simulate(run, allModules);

const count = ({ requests }: Trace, outcome: (typeof outcomes)[number]) =>
  requests.outcome.reduce((sum, code) => sum + (outcomes[code] === outcome ? 1 : 0), 0);

test('the same run gives the same trace', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      assert.equal(play(run).hash, play(structuredClone(run)).hash);
    }),
    { numRuns: 40 },
  );
});

test('at every moment, requests arrived = answered + failed + dropped + in flight', () => {
  fc.assert(
    fc.property(randomRun, fc.integer({ min: 0, max: 6000 }), (run, t_ms) => {
      const trace = play(run);
      const { requests } = trace;
      const tUs = t_ms * 1000;
      const state = stateAt(trace, tUs);
      const { arrived, answered, failed, dropped } = state;
      assert.equal(arrived, answered + failed + dropped + state.requests.size);
      assert.equal(arrived, requests.arrivalUs.filter((at) => at <= tUs).length);
      const ended = requests.endUs.filter((at) => at >= 0 && at <= tUs).length;
      assert.equal(state.requests.size, arrived - ended);
    }),
    { numRuns: 150 },
  );
});

test('at the end, the states agree with the table of requests', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      const trace = play(run);
      const state = stateAt(trace, trace.endUs);
      assert.equal(state.answered, count(trace, 'answered'));
      assert.equal(state.failed, count(trace, 'failed'));
      assert.equal(state.dropped, count(trace, 'dropped'));
      assert.equal(state.requests.size, count(trace, 'in-flight'));
    }),
    { numRuns: 60 },
  );
});

test('no component is ever busier than its workers, or busy with less than nothing', () => {
  fc.assert(
    fc.property(randomRun, fc.integer({ min: 0, max: 6000 }), (run, t_ms) => {
      stateAt(play(run), t_ms * 1000).components.forEach(({ busy, waiting }, index) => {
        const component = run.components[index];
        const workers = Number(component?.settings?.['workers'] ?? 0) || Infinity;
        assert.ok(busy >= 0 && busy <= workers, `${component?.id ?? ''} is busy ${busy}`);
        assert.ok(waiting >= 0, `${component?.id ?? ''}: ${waiting} wait`);
      });
    }),
    { numRuns: 200 },
  );
});

test('a load balancer’s queues hold those who wait in them, and nobody else', () => {
  fc.assert(
    fc.property(randomRun, fc.integer({ min: 0, max: 6000 }), (run, t_ms) => {
      const { components, beliefs, requests } = stateAt(play(run), t_ms * 1000);
      const waiting = [...requests.values()].flatMap(({ at }) =>
        at.kind === 'component' && at.doing === 'waits-in-queue' ? [at] : [],
      );
      for (const [balancer, { kind }] of run.components.entries()) {
        if (kind !== 'load-balancer') continue;
        const here = waiting.filter(({ component }) => component === balancer).length;
        // A client that has given up leaves its request in the queue.
        assert.ok((components[balancer]?.waiting ?? 0) >= here);
      }
      for (const belief of beliefs) {
        const here = waiting.filter(({ link }) => link === belief.link).length;
        assert.ok(belief.waiting >= here);
      }
    }),
    { numRuns: 150 },
  );
});

/** What a load balancer’s connection to a server ends with, in its own events. */
const releasing: readonly string[] = ['reply', 'enqueue', 'lost', 'reset', 'hang-up'];

test('no server has more connections from HAProxy than its maxconn', () => {
  fc.assert(
    fc.property(randomRun, (given) => {
      // A connection that is given up for another server leaves no event of its own.
      const run = withParameters(given, {
        'lb.redispatch': false,
        'spare.redispatch': false,
      });
      const { events } = play(run);
      const open = new Map<string, Set<number>>();
      const holds = new Map<number, string>();
      const release = (request: number) => {
        open.get(holds.get(request) ?? '')?.delete(request);
        holds.delete(request);
      };
      for (let row = 0; row < events.length; row++) {
        const kind = kindOf(events.kind[row] ?? 0);
        const request = events.request[row] ?? -1;
        const component = run.components[events.component[row] ?? -1];
        if (component?.kind !== 'load-balancer' || component.software !== 'haproxy') continue;
        if (releasing.includes(kind)) release(request);
        if (kind !== 'choose') continue;
        release(request);
        const server = run.components[events.a[row] ?? -1];
        // Each of two load balancers counts its own connections.
        const id = `${component.id} ${server?.id ?? ''}`;
        const connections = open.get(id) ?? new Set();
        open.set(id, connections.add(request));
        holds.set(request, id);
        const maxconn = Number(server?.settings?.['maxconn'] ?? 0) || Infinity;
        assert.ok(connections.size <= maxconn, `${id} has ${connections.size} of ${maxconn}`);
      }
    }),
    { numRuns: 150 },
  );
});

test('while requests wait for a worker, every worker is busy', () => {
  fc.assert(
    fc.property(randomRun, fc.integer({ min: 0, max: 6000 }), (run, t_ms) => {
      stateAt(play(run), t_ms * 1000).components.forEach(({ busy, waiting, fault }, index) => {
        const component = run.components[index];
        if (component?.kind === 'load-balancer' || waiting === 0 || fault === 'refuse') return;
        assert.equal(busy, Number(component?.settings?.['workers']), component?.id);
      });
    }),
    { numRuns: 200 },
  );
});

test('events come in order, and none before the request that it belongs to', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      const { events, requests } = play(run);
      for (let row = 0; row < events.length; row++) {
        const tUs = events.tUs[row] ?? 0;
        assert.ok(Number.isInteger(tUs) && tUs >= (events.tUs[row - 1] ?? 0));
        const request = events.request[row] ?? -1;
        if (request >= 0) assert.ok(tUs >= (requests.arrivalUs[request] ?? Infinity));
      }
    }),
    { numRuns: 60 },
  );
});

/** What must have happened before, at this component and for this request. */
const causes: Readonly<Record<string, readonly string[]>> = {
  connected: ['connect'],
  'connect-failed': ['connect'],
  wait: ['connect-failed'],
  finish: ['start'],
  'check-passed': ['check-start'],
  'check-failed': ['check-start'],
  'server-down': ['check-failed'],
  'server-up': ['check-passed', 'administer'],
  dequeue: ['enqueue'],
  end: ['arrive'],
  'give-up': ['arrive'],
};

test('no event comes before its cause', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      const { events } = play(run);
      const seen = new Set<string>();
      for (let row = 0; row < events.length; row++) {
        const kind = kindOf(events.kind[row] ?? 0);
        const where = `${events.component[row] ?? ''}/${events.request[row] ?? ''}`;
        const needs = causes[kind];
        if (needs)
          assert.ok(
            needs.some((cause) => seen.has(`${cause}/${where}`)),
            kind,
          );
        seen.add(`${kind}/${where}`);
      }
    }),
    { numRuns: 60 },
  );
});

test('an intervention changes nothing before its time', () => {
  const intervention = randomEvent(['fw', 'lb', 'web1', 'app1', 'db1']);
  fc.assert(
    fc.property(randomRun, intervention, (run, event) => {
      const before = play(run);
      const after = play({ ...run, events: [...run.events, event] });
      const eventUs = event.t_ms * 1000;
      const rows = before.events.tUs.findIndex((tUs) => tUs >= eventUs);
      const end = rows < 0 ? before.events.length : rows;
      for (const column of ['tUs', 'kind', 'component', 'request', 'a', 'b'] as const) {
        assert.deepEqual(
          before.events[column].subarray(0, end),
          after.events[column].subarray(0, end),
        );
      }
    }),
    { numRuns: 80 },
  );
});

test('a changed setting leaves the arrivals as they were', () => {
  fc.assert(
    fc.property(
      randomRun.filter(({ workload }) => workload.mode === 'open-loop'),
      (given) => {
        // Whether a client repeats a request depends on what became of it.
        const run = withParameters(given, { 'users.retries': 0 });
        const changed = {
          ...run,
          components: run.components.map((component) =>
            component.kind === 'web'
              ? { ...component, settings: { ...component.settings, service_ms: 77 } }
              : component,
          ),
        };
        const [one, other] = [play(run).requests, play(changed).requests];
        for (const column of ['arrivalUs', 'address', 'write'] as const) {
          assert.deepEqual(one[column], other[column]);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a trace without events has the same requests', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      const lean = simulate(run, allModules, { keepEvents: false });
      assert.equal(lean.events.length, 0);
      assert.deepEqual(lean.requests, play(run).requests);
    }),
    { numRuns: 20 },
  );
});

test('a run that needs a program it was not handed says so', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      assert.throws(() => simulate(run, {}), /was not handed to simulate/);
    }),
    { numRuns: 3 },
  );
});
