/** Exactly which writes that were acknowledged are lost when a primary dies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from '../all-modules.ts';
import { simulate } from '../simulate.ts';
import { kindOf, outcomes } from '../trace.ts';
import { lostWrites } from '../write-fates.ts';
import { databaseAt } from './database-at.ts';
import { at, play, replicationMs, stateOf, status, took, write, type Case } from './play.ts';
import { randomDatabases } from './random-database.ts';

const semi = { rpl_semi_sync_master_enabled: true, rpl_semi_sync_slave_enabled: true };
const failover = { auto_failover: true, monitor_interval_ms: 500, failcount: 2 };

const diesMs = 99;

/** Writes each 4 ms until the primary dies; then the replica is promoted by the monitor. */
function playDeath(primary: Case['databases'][number]) {
  return play({
    databases: [primary, { ...primary, ...failover, read_only: true }],
    app: { database: 'follows-primary' },
    requests: Array.from({ length: 30 }, (_, index) => write(4 * index)),
    events: [at(diesMs, 'db1', 'refuse')],
  });
}

test('asynchronous: what was on its way to the replica is lost, and nothing else', () => {
  const trace = playDeath({});
  assert.equal(stateOf(trace, 'db2').role, 'primary');
  // What was acknowledged less than one way before the end.
  const acknowledged = Array.from({ length: trace.requests.length }, (_, request) => ({
    request,
    atMs: 4 * request + took(trace, request),
  })).filter(({ request }) => status(trace, request) === 200);
  const onItsWay = acknowledged.filter(({ atMs }) => atMs > diesMs - replicationMs);
  assert.deepEqual(
    onItsWay.map(({ request }) => request),
    [24],
  );
  assert.deepEqual([...lostWrites(trace)], [24]);
});

for (const rpl_semi_sync_master_wait_point of ['AFTER_SYNC', 'AFTER_COMMIT']) {
  test(`semi-synchronous, ${rpl_semi_sync_master_wait_point}: nothing that was acknowledged is lost`, () => {
    const trace = playDeath({ ...semi, rpl_semi_sync_master_wait_point });
    assert.equal(stateOf(trace, 'db2').role, 'primary');
    assert.deepEqual([...lostWrites(trace)], []);
    // The way to the replica and back takes 10 ms: what was written at 88 ms is the last that was acknowledged.
    assert.deepEqual(
      [22, 23, 24].map((request) => status(trace, request) === 200),
      [true, false, false],
    );
  });
}

test('semi-synchronous, given up: what was acknowledged after the timeout is lost', () => {
  const trace = play({
    databases: [
      { ...semi, rpl_semi_sync_master_timeout_ms: 300 },
      { ...semi, read_only: true },
    ],
    app: { database: 'follows-primary' },
    requests: [write(0), write(200), write(1000)],
    events: [
      at(100, 'db2', 'replication-stop'),
      at(1500, 'db1', 'refuse'),
      at(2000, 'db2', 'promote'),
    ],
  });
  assert.deepEqual(
    [0, 1, 2].map((request) => status(trace, request)),
    [200, 200, 200],
  );
  assert.deepEqual([...lostWrites(trace)], [1, 2]);
});

test('an operator fences a primary: it refuses writes, and takes them again', () => {
  const trace = play({
    databases: [{}, { read_only: true }],
    requests: [write(0), write(200), write(400)],
    events: [at(100, 'db1', 'fence'), at(300, 'db1', 'unfence')],
  });
  assert.deepEqual(
    [0, 1, 2].map((request) => status(trace, request)),
    [200, 500, 200],
  );
});

test('without fencing two primaries take writes, and those of the old one are lost', () => {
  const lost = (isFenced: boolean) => {
    const trace = play({
      databases: [{}, { read_only: true }],
      requests: [write(2000, { database: 'db1' }), write(2000, { database: 'db2' })],
      events: [
        at(500, 'db1', 'partition'),
        ...(isFenced ? [at(600, 'db1', 'fence')] : []),
        at(1000, 'db2', 'promote'),
      ],
    });
    return [status(trace, 0), status(trace, 1), ...lostWrites(trace)];
  };
  assert.deepEqual(lost(false), [200, 200, 0]);
  assert.deepEqual(lost(true), [500, 200]);
});

test('each acknowledged insert is either in the table of the last primary or lost', () => {
  const inserting = randomDatabases.filter(({ workload }) => workload.write_statement === 'insert');
  fc.assert(
    fc.property(inserting, (run) => {
      const trace = simulate(run, allModules);
      const { events, requests } = trace;
      const isOf = (row: number, kind: string) => kindOf(events.kind[row] ?? 0) === kind;
      const rows = Array.from({ length: events.length }, (_, row) => row);
      const last = rows.findLast((row) => isOf(row, 'promotion') && events.a[row] === 1);
      fc.pre(last !== undefined);
      const primary = events.component[last ?? 0] ?? -1;
      const joined = databaseAt(trace, trace.endUs);
      const kept = new Set(joined.get(primary)?.rows.values());
      const written = new Set(
        rows
          .filter((row) => isOf(row, 'binlog-write') && joined.has(events.component[row] ?? -1))
          .map((row) => events.request[row] ?? -1),
      );
      const answered = outcomes.indexOf('answered');
      const missing = [...written].filter(
        (request) => requests.outcome[request] === answered && !kept.has(request),
      );
      const told = [...lostWrites(trace)].filter((request) => written.has(request));
      assert.deepEqual(told.sort(), missing.sort());
    }),
    { numRuns: 100 },
  );
});
