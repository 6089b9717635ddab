import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from '../all-modules.ts';
import { unpackThread } from '../replica-threads.ts';
import type { Run } from '../run.ts';
import { simulate } from '../simulate.ts';
import { answerReasons, kindOf, readOnlyReasons, type Trace } from '../trace.ts';
import { lostWrites, staleReads } from '../write-fates.ts';
import { databaseAt } from './database-at.ts';
import { randomDatabases } from './random-database.ts';

const modes = ['asynchronous', 'semi-synchronous', 'two writers', 'group'] as const;

function modeOf({ components, links }: Run): (typeof modes)[number] {
  const settings = components.find(({ id }) => id === 'replica1')?.settings;
  if (settings?.['group_replication'] === true) return 'group';
  const isCircle = links.some(
    ({ from, to, carries }) =>
      carries === 'replication' && from === 'replica1' && to !== 'replica2',
  );
  if (isCircle) return 'two writers';
  return settings?.['rpl_semi_sync_master_enabled'] === true ? 'semi-synchronous' : 'asynchronous';
}

/** What only databases that replicate do: kinds of events, and of answers. */
const oftenTold = [
  'read',
  'binlog-send',
  'relay-write',
  'apply',
  'semi-sync',
  'semi-sync-ack',
  'promotion',
  'read-only',
  'primary-check',
] as const;

interface Told {
  readonly kind: string;
  readonly component: number;
  readonly request: number;
  readonly a: number;
  readonly b: number;
}

const eventsOf = ({ events }: Trace): Told[] =>
  Array.from({ length: events.length }, (_, row) => ({
    kind: kindOf(events.kind[row] ?? 0),
    component: events.component[row] ?? -1,
    request: events.request[row] ?? -1,
    a: events.a[row] ?? 0,
    b: events.b[row] ?? 0,
  }));

/** What happened, with why an answer is what it is, which error has stopped a thread and how many a group has. */
function nameOf({ kind, b }: Told): string {
  if (kind === 'group-view') return `a group of ${b}`;
  if (kind === 'answer') return `answer: ${answerReasons[b]}`;
  return kind === 'replication-thread' ? `stopped: ${unpackThread(b).state}` : kind;
}

test('the random runs have databases of every mode, in which all happens that may', () => {
  const drawn = fc.sample(randomDatabases, { seed: 7, numRuns: 240 });
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const run of drawn) {
    const mode = modeOf(run);
    count(mode);
    const trace = simulate(run, allModules);
    const told = eventsOf(trace);
    for (const what of new Set(told.map(nameOf))) count(what);
    if (mode === 'group') countGroup(run, told);
    if (lostWrites(trace).size > 0) count(`writes lost: ${mode}`);
    if (staleReads(trace).size > 0) count('stale reads');
  }
  function countGroup({ events }: Run, told: readonly Told[]) {
    const isPromoted = events?.some(({ action }) => action === 'promote');
    const isElected = told.some(({ kind, a }) => kind === 'promotion' && a === 1);
    if (isElected && !isPromoted) count('elected without an operator');
    const expelledAt = told.findIndex(({ kind, b }) => kind === 'group-view' && b === 2);
    const after = expelledAt < 0 ? [] : told.slice(expelledAt);
    if (after.some(({ kind, b }) => kind === 'group-view' && b === 3)) count('taken in again');
    const readOnly = told.filter(({ kind, a }) => kind === 'read-only' && a === 1);
    if (readOnly.some(({ b }) => readOnlyReasons[b] === 'restarted')) count('restarted');
  }
  for (const mode of modes) assert.ok((counts.get(mode) ?? 0) >= 12, mode);
  const rest = [
    ...oftenTold,
    'writes lost: asynchronous',
    'writes lost: two writers',
    'stale reads',
    'answer: read-only',
    'answer: no-quorum',
    'answer: too-many-connections',
    'stopped: 1062',
    'a group of 2',
    'a group of 3',
    'elected without an operator',
    'taken in again',
    'restarted',
  ];
  assert.deepEqual(
    rest.filter((what) => !counts.has(what)),
    [],
  );
});

test('a database commits what is in its binary log, and applies what it has received, once each', () => {
  fc.assert(
    fc.property(randomDatabases, (run) => {
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
    fc.property(randomDatabases, (run) => {
      const replica = run.components.find(({ id }) => id === 'replica1');
      fc.pre(replica?.settings?.['group_replication'] === true);
      assert.deepEqual([...lostWrites(simulate(run, allModules))], []);
    }),
    { numRuns: 300 },
  );
});

test('asked in any order, the moments of a run are the same', () => {
  fc.assert(
    fc.property(randomDatabases, fc.integer({ min: 0, max: 100 }), (run, percent) => {
      const trace = simulate(run, allModules);
      const momentUs = Math.floor((trace.endUs * percent) / 100);
      const plain = (tUs: number) =>
        [...databaseAt(trace, tUs)].map(([component, { rows, ...state }]) => [
          component,
          { ...state, rows: [...rows] },
        ]);
      const forward = JSON.stringify(plain(momentUs));
      databaseAt(trace, trace.endUs);
      assert.equal(JSON.stringify(plain(momentUs)), forward);
    }),
    { numRuns: 60 },
  );
});
