import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from '../metric.ts';
import type { GivenRequest, Link } from '../run.ts';
import { lostWrites } from '../write-fates.ts';
import { at, play, read, replicationMs, stateOf, status, took, write } from './play.ts';

test('a read that overtakes its client’s write on the way to the replica is stale', () => {
  const trace = play({
    databases: [{}, { read_only: true }],
    requests: [write(0), read(2), read(20)],
  });
  assert.equal(measure(trace, { count: 'requests', where: { stale: true } }), 1);
  assert.equal(measure(trace, { first: 'requests', where: { stale: true } }), 2);
});

test('somebody else’s write makes no read stale', () => {
  const trace = play({
    databases: [{}, { read_only: true }],
    requests: [write(0, { client: '198.51.100.8' }), read(2)],
  });
  assert.equal(measure(trace, { count: 'requests', where: { stale: true } }), 0);
});

test('a replica that applies slower than its primary writes falls behind without end', () => {
  const trace = play({
    databases: [{}, { read_only: true, apply_ms: 150 }],
    workload: { mode: 'open-loop', shape: 'steady', rate: 10, write_share: 1, until_ms: 9999 },
  });
  // 100 writes of 150 ms each, one after the other.
  assert.equal(stateOf(trace, 'db2', 14_900).relayLog, 1);
  assert.equal(stateOf(trace, 'db2', 15_100).relayLog, 0);
  assert.equal(stateOf(trace, 'db2', 10_000).secondsBehind, 4);
});

test('a semi-synchronous commit takes the way to the replica and back', () => {
  const semi = { rpl_semi_sync_master_enabled: true };
  const trace = play({
    databases: [semi, { read_only: true, rpl_semi_sync_slave_enabled: true }],
    requests: [write(0)],
  });
  assert.equal(took(trace, 0), 2 * replicationMs);
});

test('semi-sync is given up after its timeout for all that wait, and taken up when a replica has caught up', () => {
  const trace = play({
    databases: [
      { rpl_semi_sync_master_enabled: true, rpl_semi_sync_master_timeout_ms: 1000 },
      { read_only: true, rpl_semi_sync_slave_enabled: true },
    ],
    requests: [write(100), write(400), write(2000), write(4000)],
    events: [at(50, 'db2', 'replication-stop'), at(3000, 'db2', 'replication-start')],
  });
  assert.deepEqual(
    [0, 1, 2, 3].map((request) => took(trace, request)),
    [1000, 700, 0, 2 * replicationMs],
  );
  assert.equal(stateOf(trace, 'db1', 2500).semiSync, false);
  assert.equal(stateOf(trace, 'db1', 3500).semiSync, true);
});

test('a row that waits for a replica is seen with AFTER_COMMIT only', () => {
  const seen = (rpl_semi_sync_master_wait_point: string) => {
    const trace = play({
      databases: [
        { rpl_semi_sync_master_enabled: true, rpl_semi_sync_master_wait_point },
        { read_only: true },
      ],
      requests: [write(0)],
    });
    return stateOf(trace, 'db1', 1000).rows.size;
  };
  assert.equal(seen('AFTER_COMMIT'), 1);
  assert.equal(seen('AFTER_SYNC'), 0);
});

test('asynchronous: what the replica had not received is lost when it is promoted', () => {
  const trace = play({
    databases: [{}, { read_only: true }],
    app: { database: 'follows-primary' },
    requests: [0, 100, 200, 300].map((t_ms) => write(t_ms)).concat(write(2000)),
    events: [
      at(150, 'db2', 'replication-stop'),
      at(350, 'db1', 'refuse'),
      at(1000, 'db2', 'promote'),
    ],
  });
  assert.deepEqual([...lostWrites(trace)], [2, 3]);
  assert.equal(status(trace, 4), 200);
  assert.equal(measure(trace, { count: 'requests', where: { lost: true } }), 2);
});

test('a promotion first applies what has been received, delayed or not', () => {
  const trace = play({
    databases: [{}, { read_only: true, master_delay_s: 3600 }],
    requests: [write(0), write(10)],
    events: [at(500, 'db1', 'refuse'), at(1000, 'db2', 'promote')],
  });
  assert.equal(stateOf(trace, 'db2', 900).rows.size, 0);
  assert.equal(stateOf(trace, 'db2').rows.size, 2);
  assert.equal(stateOf(trace, 'db2').role, 'primary');
  assert.equal(lostWrites(trace).size, 0);
});

test('an old primary with a transaction of its own cannot rejoin; one without can', () => {
  const back = (requests: readonly GivenRequest[]) =>
    stateOf(
      play({
        databases: [{}, { read_only: true }],
        requests,
        events: [
          at(150, 'db2', 'replication-stop'),
          at(350, 'db1', 'refuse'),
          at(1000, 'db2', 'promote'),
          at(2000, 'db1', 'up'),
        ],
      }),
      'db1',
    );
  assert.equal(back([write(0), write(200)]).io, 1236);
  assert.equal(back([write(0)]).io, 'runs');
  assert.equal(back([write(0)]).isReadOnly, true);
});

test('the monitor promotes the most advanced replica after so many failed checks', () => {
  const candidate = {
    read_only: true,
    auto_failover: true,
    monitor_interval_ms: 500,
    failcount: 3,
  };
  const trace = play({
    databases: [{}, candidate, candidate],
    app: { database: 'follows-primary' },
    asks: [
      { from: 'app', to: 'db1', carries: 'writes' },
      { from: 'app', to: 'db2', carries: 'reads' },
      { from: 'app', to: 'db3', carries: 'reads' },
    ],
    requests: [write(0), write(200), write(5000)],
    events: [at(100, 'db2', 'replication-stop'), at(1200, 'db1', 'drop')],
  });
  // Checks at 1500, 2000 and 2500 ms fail.
  assert.equal(stateOf(trace, 'db3', 2499).role, 'replica');
  assert.equal(stateOf(trace, 'db3', 2501).role, 'primary');
  assert.equal(lostWrites(trace).size, 0);
  assert.equal(status(trace, 2), 200);
  assert.equal(
    stateOf(trace, 'db2').source,
    trace.run.components.findIndex(({ id }) => id === 'db3'),
  );
});

test('a primary that is only cut off goes on taking writes, which are lost, unless it is fenced', () => {
  const candidate = {
    read_only: true,
    auto_failover: true,
    monitor_interval_ms: 500,
    failcount: 2,
  };
  const lost = (fence_failed_primary: boolean) => {
    const trace = play({
      databases: [{}, { ...candidate, fence_failed_primary }],
      requests: [write(0), write(3000), write(4000)],
      events: [at(1000, 'db1', 'partition')],
    });
    return [lostWrites(trace).size, status(trace, 2)];
  };
  assert.deepEqual(lost(false), [2, 200]);
  assert.deepEqual(lost(true), [0, 500]);
});

test('a process that hangs goes on where it was: it starts no thread and commits nothing by itself', () => {
  const semi = {
    rpl_semi_sync_master_enabled: true,
    rpl_semi_sync_slave_enabled: true,
    rpl_semi_sync_master_wait_point: 'AFTER_SYNC',
  };
  const trace = play({
    databases: [semi, { ...semi, read_only: true }],
    requests: [write(2000)],
    events: [
      at(1000, 'db2', 'replication-stop'),
      at(2100, 'db1', 'hang'),
      at(2200, 'db2', 'hang'),
      at(3000, 'db1', 'up'),
      at(3000, 'db2', 'up'),
    ],
  });
  assert.equal(stateOf(trace, 'db2', 4000).io, 'stopped');
  assert.equal(stateOf(trace, 'db1', 4000).waitingCommits, 1);
});

test('writes to a replica that is read-only get 1290, and one too many a connection 1040: the application says 500', () => {
  const asks: readonly Link[] = [{ from: 'app', to: 'db2' }];
  const trace = play({
    databases: [{}, { read_only: true }],
    asks: [...asks, { from: 'app', to: 'db1', carries: 'reads' }],
    requests: [write(0)],
  });
  assert.equal(status(trace, 0), 500);
  const full = play({
    databases: [{ max_connections: 2, service_ms: 100 }, {}],
    requests: [write(0), write(10), write(20), write(110)],
  });
  assert.deepEqual(
    [0, 1, 2, 3].map((request) => status(full, request)),
    [200, 200, 500, 200],
  );
});
