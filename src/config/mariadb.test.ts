import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '#sim/run.ts';
import type { SettingValue } from '#sim/settings.ts';
import { mariadbConfig, writers } from './mariadb.ts';

type Settings = Record<string, SettingValue>;

const runWith = (primary: Settings, replica: Settings): Run => ({
  duration_ms: 1000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'browsers', kind: 'client', title: 'Browsers' },
    { id: 'app', kind: 'app', title: 'application' },
    { id: 'db1', kind: 'database', title: 'primary', settings: primary },
    { id: 'db2', kind: 'database', title: 'replica', settings: replica },
    { id: 'plain', kind: 'database', title: 'plain' },
  ],
  links: [
    { from: 'browsers', to: 'app' },
    { from: 'app', to: 'db1', carries: 'writes' },
    { from: 'app', to: 'db2', carries: 'reads' },
    { from: 'app', to: 'plain' },
    { from: 'db1', to: 'db2', carries: 'replication', tls: true },
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate: 20 },
  events: [],
});

const text = (run: Run, id: string) =>
  mariadbConfig(run, id)
    .map((line) => line.text)
    .join('\n');

test('a semi-synchronous primary is written as MariaDB reads it', () => {
  const run = runWith(
    {
      max_connections: 200,
      auto_increment_increment: 2,
      rpl_semi_sync_master_enabled: true,
      rpl_semi_sync_master_timeout_ms: 1000,
      rpl_semi_sync_master_wait_point: 'AFTER_SYNC',
    },
    {},
  );
  assert.equal(
    text(run, 'db1'),
    `[mariadbd]
server_id = 1
log_bin = binlog
binlog_format = ROW
log_slave_updates = 1
max_connections = 200
auto_increment_increment = 2
rpl_semi_sync_master_enabled = 1
rpl_semi_sync_master_timeout = 1000
rpl_semi_sync_master_wait_point = AFTER_SYNC`,
  );
});

test('a replica’s file says, in a comment, the statement that names its primary', () => {
  const run = runWith({}, { read_only: true, master_delay_s: 2 });
  assert.equal(
    text(run, 'db2'),
    `[mariadbd]
server_id = 2
log_bin = binlog
binlog_format = ROW
log_slave_updates = 1
read_only = 1

# Said once, in SQL:
# CHANGE MASTER TO MASTER_HOST = 'db1', MASTER_USE_GTID = current_pos, MASTER_DELAY = 2, MASTER_CONNECT_RETRY = 60, MASTER_SSL = 1;
# START SLAVE;`,
  );
});

test('a database that is only a stage has no file', () => {
  assert.deepEqual(writers[0]?.owners(runWith({}, {})), ['db1', 'db2']);
});
