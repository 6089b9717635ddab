/** MariaDB reads what is written for it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Run } from '#sim/run.ts';
import { findProgram } from '../../scripts/programs.ts';
import { mariadbConfig } from './mariadb.ts';

const folder = mkdtempSync(join(tmpdir(), 'upstream-mariadb-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const mariadbd = findProgram('mariadbd');
const skip = mariadbd === undefined && 'not installed: mariadbd';

test('MariaDB knows every line, and takes it as it is meant', { skip }, () => {
  const property = fc.property(randomRun, (run) => {
    const lines = mariadbConfig(run, 'db2').map(({ text }) => text);
    const file = join(folder, 'my.cnf');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { status, stdout, stderr } = spawnSync(
      mariadbd ?? '',
      [`--defaults-file=${file}`, '--verbose', '--help', `--datadir=${folder}`, '--user=root'],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /unknown|ambiguous|adjusted/i);
    for (const [, option = '', value = ''] of lines.map(
      (line) => /^(\w+) = (\d+)$/.exec(line) ?? [],
    )) {
      const name = option.replaceAll('_', '-');
      const taken = new RegExp(`^${name} +(\\S+)`, 'm').exec(stdout)?.[1];
      const flag = { '0': 'FALSE', '1': 'TRUE' }[value];
      if (option !== '') assert.ok(taken === value || taken === flag, `${name} is ${taken}`);
    }
  });
  fc.assert(property, { numRuns: 20 });
});

const randomRun: fc.Arbitrary<Run> = fc
  .record({
    read_only: fc.boolean(),
    max_connections: fc.integer({ min: 10, max: 1000 }),
    auto_increment_increment: fc.integer({ min: 1, max: 65_535 }),
    auto_increment_offset: fc.integer({ min: 1, max: 65_535 }),
    rpl_semi_sync_master_enabled: fc.boolean(),
    rpl_semi_sync_slave_enabled: fc.boolean(),
    rpl_semi_sync_master_timeout_ms: fc.integer({ min: 0, max: 86_400_000 }),
    rpl_semi_sync_master_wait_point: fc.constantFrom('AFTER_COMMIT', 'AFTER_SYNC'),
    master_delay_s: fc.integer({ min: 0, max: 86_400 }),
  })
  .map((settings) => ({
    duration_ms: 1000,
    seed: 1,
    hosts: [],
    components: [
      { id: 'browsers', kind: 'client', title: 'Browsers' },
      { id: 'db1', kind: 'database', title: 'primary' },
      { id: 'db2', kind: 'database', title: 'replica', settings },
    ],
    links: [
      { from: 'browsers', to: 'db1' },
      { from: 'db1', to: 'db2', carries: 'replication' },
    ],
    workload: { mode: 'open-loop', shape: 'steady', rate: 20 },
    events: [],
  }));
