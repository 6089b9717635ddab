import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from '../all-modules.ts';
import { randomRun } from '../random-run.ts';
import { simulate } from '../simulate.ts';
import { kindOf, type Trace } from '../trace.ts';
import { lostWrites } from '../write-fates.ts';
import { databaseAt } from './database-at.ts';

const replicatedRun = randomRun.filter(({ components }) =>
  components.some(({ id }) => id === 'replica1'),
);

interface Told {
  readonly kind: string;
  readonly component: number;
  readonly request: number;
  readonly a: number;
}

const eventsOf = ({ events }: Trace): Told[] =>
  Array.from({ length: events.length }, (_, row) => ({
    kind: kindOf(events.kind[row] ?? 0),
    component: events.component[row] ?? -1,
    request: events.request[row] ?? -1,
    a: events.a[row] ?? 0,
  }));

test('a database commits what is in its binary log, and applies what it has received, once each', () => {
  fc.assert(
    fc.property(replicatedRun, (run) => {
      const logged = new Set<string>();
      const visible = new Set<string>();
      const sent = new Set<string>();
      for (const { kind, component, request, a } of eventsOf(simulate(run, allModules))) {
        const here = `${request} at ${component}`;
        if (kind === 'binlog-write') logged.add(here);
        if (kind === 'binlog-send') sent.add(`${request} at ${a}`);
        if (kind === 'relay-write') assert.ok(sent.has(here), here);
        if (kind === 'commit') assert.ok(logged.has(here), here);
        if (kind !== 'commit' && kind !== 'apply') continue;
        assert.ok(!visible.has(here), `${here} twice`);
        visible.add(here);
      }
    }),
    { numRuns: 150 },
  );
});

test('a group loses no write that was acknowledged, whatever happens to its members', () => {
  fc.assert(
    fc.property(replicatedRun, (run) => {
      const replica = run.components.find(({ id }) => id === 'replica1');
      fc.pre(replica?.settings?.['group_replication'] === true);
      assert.deepEqual([...lostWrites(simulate(run, allModules))], []);
    }),
    { numRuns: 100 },
  );
});

test('asked in any order, the moments of a run are the same', () => {
  fc.assert(
    fc.property(replicatedRun, fc.integer({ min: 0, max: 6000 }), (run, t_ms) => {
      const trace = simulate(run, allModules);
      const plain = (tUs: number) =>
        [...databaseAt(trace, tUs)].map(([component, { rows, ...state }]) => [
          component,
          { ...state, rows: [...rows] },
        ]);
      const forward = JSON.stringify(plain(t_ms * 1000));
      databaseAt(trace, trace.endUs);
      assert.equal(JSON.stringify(plain(t_ms * 1000)), forward);
    }),
    { numRuns: 60 },
  );
});
