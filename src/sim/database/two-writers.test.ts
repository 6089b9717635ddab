import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from '../metric.ts';
import { at, play, replicationMs, stateOf, status, write } from './play.ts';

const bothAtOnce = [write(0, { database: 'db1' }), write(0, { database: 'db2' })];

test('two writers that give the same keys stop each other’s replication, and differ from then on', () => {
  const trace = play({ databases: [{}, {}], circular: true, requests: bothAtOnce });
  assert.deepEqual([status(trace, 0), status(trace, 1)], [200, 200]);
  assert.deepEqual([stateOf(trace, 'db1').sql, stateOf(trace, 'db2').sql], [1062, 1062]);
  assert.deepEqual([...stateOf(trace, 'db1').rows], [[1, 0]]);
  assert.deepEqual([...stateOf(trace, 'db2').rows], [[1, 1]]);
  assert.equal(measure(trace, { count: 'events', where: { error: 1062 } }), 2);
});

test('a row that waits for a replica is not replaced by the other side’s', () => {
  const semi = {
    rpl_semi_sync_master_enabled: true,
    rpl_semi_sync_slave_enabled: true,
    rpl_semi_sync_master_wait_point: 'AFTER_SYNC',
  };
  const trace = play({ databases: [semi, semi], circular: true, requests: bothAtOnce });
  assert.deepEqual([stateOf(trace, 'db1').sql, stateOf(trace, 'db2').sql], [1062, 1062]);
  assert.deepEqual([...stateOf(trace, 'db1').rows], [[1, 0]]);
  assert.deepEqual([...stateOf(trace, 'db2').rows], [[1, 1]]);
});

test('two writers with offsets of their own give different keys, and have each other’s rows', () => {
  const trace = play({
    databases: [
      { auto_increment_increment: 2, auto_increment_offset: 1 },
      { auto_increment_increment: 2, auto_increment_offset: 2 },
    ],
    circular: true,
    requests: bothAtOnce,
  });
  const rows = (id: string, t_ms?: number) =>
    [...stateOf(trace, id, t_ms).rows].sort(([one], [other]) => one - other);
  assert.deepEqual(rows('db1', replicationMs - 1), [[1, 0]]);
  assert.deepEqual(rows('db1'), [
    [1, 0],
    [2, 1],
  ]);
  assert.deepEqual(rows('db2'), rows('db1'));
});

test('what has stopped stays stopped: later writes of the other side do not arrive', () => {
  const trace = play({
    databases: [{}, {}],
    circular: true,
    requests: [...bothAtOnce, write(1000, { database: 'db1' })],
  });
  assert.equal(stateOf(trace, 'db1').rows.size, 2);
  assert.equal(stateOf(trace, 'db2').rows.size, 1);
});

test('crossed updates of one row end without an error and with different data', () => {
  const trace = play({
    databases: [{}, {}],
    circular: true,
    requests: [
      write(0, { database: 'db1' }),
      write(200, { database: 'db1', statement: 'update', row: 1 }),
      write(200, { database: 'db2', statement: 'update', row: 1 }),
    ],
    events: [at(100, 'db1', 'partition'), at(300, 'db1', 'heal')],
  });
  assert.deepEqual([...stateOf(trace, 'db1').rows], [[1, 2]]);
  assert.deepEqual([...stateOf(trace, 'db2').rows], [[1, 1]]);
  assert.equal(stateOf(trace, 'db1').sql, 'runs');
});

test('an update of a row that the other side has deleted stops replication there', () => {
  const trace = play({
    databases: [{}, {}],
    circular: true,
    requests: [
      write(0, { database: 'db1' }),
      write(200, { database: 'db1', statement: 'delete', row: 1 }),
      write(200, { database: 'db2', statement: 'update', row: 1 }),
    ],
    events: [at(100, 'db1', 'partition'), at(300, 'db1', 'heal')],
  });
  assert.equal(stateOf(trace, 'db1').sql, 1032);
  assert.equal(stateOf(trace, 'db2').sql, 'runs');
  assert.equal(measure(trace, { count: 'events', where: { error: 1032 } }), 1);
});
