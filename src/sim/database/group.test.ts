import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostWrites } from '../write-fates.ts';
import { at, play, read, replicationMs, stateOf, status, took, write } from './play.ts';

const member = { group_replication: true };

test('a group commits in the time to the nearest majority and loses nothing when its primary dies', () => {
  const trace = play({
    databases: [member, member, member],
    app: { database: 'follows-primary' },
    workload: { mode: 'open-loop', shape: 'steady', rate: 5, write_share: 1, until_ms: 30_000 },
    events: [at(5001, 'db1', 'refuse')],
    duration_ms: 40_000,
  });
  assert.equal(took(trace, 0), 2 * replicationMs);
  assert.equal(lostWrites(trace).size, 0);
  // 5 s until it is suspected and 5 s until it is expelled.
  assert.equal(stateOf(trace, 'db2', 15_000).role, 'replica');
  assert.equal(stateOf(trace, 'db2', 15_002).role, 'primary');
});

test('a minority commits nothing: its writes wait, or are refused after the timeout', () => {
  const cut = (timeoutS: number) =>
    play({
      databases: [
        { ...member, group_replication_unreachable_majority_timeout_s: timeoutS },
        member,
        member,
      ],
      requests: [write(0), write(2000), write(10_000)],
      events: [at(1000, 'db1', 'partition')],
    });
  assert.deepEqual(
    [0, 1, 2].map((request) => status(cut(0), request)),
    [200, 0, 0],
  );
  assert.deepEqual(
    [0, 1, 2].map((request) => status(cut(3), request)),
    [200, 500, 500],
  );
});

test('a member that was expelled gets what it has missed', () => {
  const trace = play({
    databases: [member, member, member],
    app: { database: 'follows-primary' },
    workload: { mode: 'open-loop', shape: 'steady', rate: 2, write_share: 1, until_ms: 30_000 },
    events: [at(5000, 'db1', 'drop'), at(25_000, 'db1', 'up')],
    duration_ms: 40_000,
  });
  const [one, two] = [stateOf(trace, 'db1'), stateOf(trace, 'db2')];
  assert.deepEqual([...one.rows], [...two.rows]);
  assert.equal(one.role, 'replica');
  assert.deepEqual(one.group, { seen: 3, of: 3 });
});

test('a group of which most are cut off takes no writes, and goes on when a member is back', () => {
  const trace = play({
    databases: [member, member, member],
    requests: [write(0), write(3000), read(3500), write(8000)],
    events: [at(1000, 'db2', 'drop'), at(1000, 'db3', 'drop'), at(6000, 'db2', 'up')],
  });
  assert.deepEqual(stateOf(trace, 'db1', 5999).group, { seen: 1, of: 3 });
  // The write that waited is done as soon as two of three are there.
  assert.equal(took(trace, 1), 3000 + 2 * replicationMs);
  assert.deepEqual(
    [0, 1, 3].map((request) => status(trace, request)),
    [200, 200, 200],
  );
  // Two of three are a majority, and expel the third when it has been away for 10 s.
  assert.deepEqual(stateOf(trace, 'db1', 10_999).group, { seen: 2, of: 3 });
  assert.deepEqual(stateOf(trace, 'db1', 11_001).group, { seen: 2, of: 2 });
  assert.deepEqual([...stateOf(trace, 'db1').rows], [...stateOf(trace, 'db2').rows]);
  assert.equal(lostWrites(trace).size, 0);
});

test('a member that has given up waiting for a majority refuses writes at once', () => {
  const impatient = { ...member, group_replication_unreachable_majority_timeout_s: 2 };
  const trace = play({
    databases: [impatient, member, member],
    requests: [write(0), write(2000), write(4000)],
    events: [at(1000, 'db1', 'partition')],
  });
  assert.deepEqual(
    [0, 1, 2].map((request) => status(trace, request)),
    [200, 500, 500],
  );
  assert.deepEqual([took(trace, 1), took(trace, 2)], [1000, 0]);
  assert.equal(stateOf(trace, 'db1').isReadOnly, true);
});

test('a primary that has given up waiting for a majority is expelled, even if it is back before', () => {
  const impatient = { ...member, group_replication_unreachable_majority_timeout_s: 3 };
  const trace = play({
    databases: [impatient, member, member],
    app: { database: 'follows-primary' },
    requests: [write(0), write(7000), write(20_000)],
    events: [at(1000, 'db1', 'partition'), at(6000, 'db1', 'heal')],
    duration_ms: 40_000,
  });
  assert.deepEqual(
    [0, 1, 2].map((request) => status(trace, request)),
    [200, 500, 200],
  );
  assert.deepEqual(stateOf(trace, 'db1', 10_999).group, { seen: 1, of: 3 });
  assert.equal(stateOf(trace, 'db2').role, 'primary');
  assert.deepEqual(stateOf(trace, 'db1').group, { seen: 3, of: 3 });
});

test('what waits at a primary that was expelled does not keep the next one from committing', () => {
  const trace = play({
    databases: [member, member, member],
    asks: [
      { from: 'app', to: 'db1', carries: 'writes' },
      { from: 'app', to: 'db2', carries: 'writes' },
    ],
    requests: [
      write(0),
      { ...write(2000), database: 'db1' },
      { ...write(20_000), database: 'db2' },
    ],
    events: [at(1000, 'db1', 'partition'), at(30_000, 'db1', 'heal')],
    duration_ms: 40_000,
  });
  assert.equal(took(trace, 2), 2 * replicationMs);
  assert.equal(status(trace, 1), 500);
  assert.equal(lostWrites(trace).size, 0);
});

for (const [lost, answered] of [
  [1, 200],
  [2, 200],
  [3, 0],
] as const) {
  test(`five members without ${lost}: ${answered === 200 ? 'writes go on' : 'no write is done'}`, () => {
    const trace = play({
      databases: [member, member, member, member, member],
      requests: [write(2000)],
      events: ['db2', 'db3', 'db4'].slice(0, lost).map((id) => at(1000, id, 'drop')),
    });
    assert.equal(status(trace, 0), answered);
  });
}

test('an operator makes another member the primary without losing a write', () => {
  const trace = play({
    databases: [member, member, member],
    app: { database: 'follows-primary' },
    asks: [
      { from: 'app', to: 'db1', carries: 'writes' },
      { from: 'app', to: 'db2', carries: 'writes' },
    ],
    workload: { mode: 'open-loop', shape: 'steady', rate: 20, write_share: 1, until_ms: 10_000 },
    events: [at(5001, 'db2', 'promote')],
  });
  assert.equal(stateOf(trace, 'db2').role, 'primary');
  assert.equal(stateOf(trace, 'db1').isReadOnly, true);
  assert.deepEqual([...lostWrites(trace)], []);
});

test('a primary that hangs for less than it takes to be expelled goes on as the primary', () => {
  const trace = play({
    databases: [member, member, member],
    requests: [write(0), write(5000), write(30_000)],
    events: [at(1000, 'db1', 'hang'), at(3000, 'db1', 'up')],
    duration_ms: 40_000,
  });
  assert.deepEqual(
    [0, 1, 2].map((request) => status(trace, request)),
    [200, 200, 200],
  );
  assert.equal(stateOf(trace, 'db1').role, 'primary');
});

test('a primary that was expelled while it hung is a secondary when it goes on', () => {
  const trace = play({
    databases: [member, member, member],
    app: { database: 'follows-primary' },
    requests: [write(0), write(20_000), { ...write(31_000), database: 'db1' }],
    events: [at(1000, 'db1', 'hang'), at(30_000, 'db1', 'up')],
    duration_ms: 40_000,
  });
  assert.deepEqual(
    [0, 1, 2].map((request) => status(trace, request)),
    [200, 200, 500],
  );
  assert.equal(stateOf(trace, 'db1').readOnlyBecause, 'rejoined');
  assert.deepEqual([...stateOf(trace, 'db1').rows], [...stateOf(trace, 'db2').rows]);
});

test('who is out of reach sees itself; who has crashed sees nobody until it is taken in again', () => {
  const trace = play({
    databases: [member, member, member],
    events: [
      at(1000, 'db2', 'drop'),
      at(2000, 'db2', 'up'),
      at(3000, 'db1', 'refuse'),
      at(5000, 'db1', 'up'),
    ],
    duration_ms: 40_000,
  });
  assert.deepEqual(stateOf(trace, 'db2', 1500).group, { seen: 1, of: 3 });
  assert.equal(stateOf(trace, 'db1', 4000).group, undefined);
  assert.equal(stateOf(trace, 'db1', 12_999).group, undefined);
  assert.equal(stateOf(trace, 'db1', 12_999).role, 'replica');
  assert.deepEqual(stateOf(trace, 'db1', 13_001).group, { seen: 3, of: 3 });
});

test('who was expelled does not know it: it sees itself and the former members', () => {
  const trace = play({
    databases: [member, member, member],
    events: [at(1000, 'db3', 'partition')],
  });
  assert.deepEqual(stateOf(trace, 'db1').group, { seen: 2, of: 2 });
  assert.deepEqual(stateOf(trace, 'db3').group, { seen: 1, of: 3 });
});

test('a group that has lost its majority to crashes stays blocked when the processes run again', () => {
  const trace = play({
    databases: [member, member, member],
    requests: [write(0), write(20_000), { ...write(21_000), database: 'db2' }],
    events: [
      at(1000, 'db2', 'refuse'),
      at(1000, 'db3', 'refuse'),
      at(3000, 'db2', 'up'),
      at(4000, 'db3', 'up'),
    ],
    duration_ms: 60_000,
  });
  assert.deepEqual(stateOf(trace, 'db1').group, { seen: 1, of: 3 });
  assert.equal(stateOf(trace, 'db2').isReadOnly, true);
  assert.deepEqual(
    [0, 1, 2].map((request) => status(trace, request)),
    [200, 0, 500],
  );
});

test('a primary that has crashed is another member when it runs again: read-only until the rest has expelled it', () => {
  const trace = play({
    databases: [member, member, member],
    app: { database: 'follows-primary' },
    requests: [write(0), { ...write(4000), database: 'db1' }, write(20_000)],
    events: [at(1000, 'db1', 'refuse'), at(3000, 'db1', 'up')],
    duration_ms: 40_000,
  });
  assert.deepEqual(stateOf(trace, 'db2', 10_999).group, { seen: 2, of: 3 });
  assert.equal(stateOf(trace, 'db1', 4000).isReadOnly, true);
  assert.equal(stateOf(trace, 'db1', 4000).readOnlyBecause, 'restarted');
  assert.equal(stateOf(trace, 'db2').role, 'primary');
  assert.deepEqual(stateOf(trace, 'db1').group, { seen: 3, of: 3 });
  assert.deepEqual([...stateOf(trace, 'db1').rows], [...stateOf(trace, 'db2').rows]);
  assert.equal(status(trace, 1), 500);
  assert.equal(lostWrites(trace).size, 0);
});

test('who was away too long is expelled as soon as a majority is back', () => {
  const trace = play({
    databases: [member, member, member],
    requests: [write(0), write(25_000)],
    events: [at(1000, 'db2', 'drop'), at(1000, 'db3', 'refuse'), at(20_000, 'db2', 'up')],
    duration_ms: 40_000,
  });
  assert.deepEqual(stateOf(trace, 'db1', 19_999).group, { seen: 1, of: 3 });
  assert.deepEqual(stateOf(trace, 'db1', 20_001).group, { seen: 2, of: 2 });
  assert.equal(status(trace, 1), 200);
});
