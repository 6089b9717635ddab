/** keepalived reads what is written for it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Run } from '#sim/run.ts';
import { findProgram } from '../../scripts/programs.ts';
import { keepalivedConfig } from './keepalived.ts';

const folder = mkdtempSync(join(tmpdir(), 'upstream-keepalived-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const keepalived = findProgram('keepalived');
/** It wants one that is there, and not the loopback. */
const networkInterface = Object.entries(networkInterfaces()).find(([, addresses]) =>
  addresses?.some(({ internal }) => !internal),
)?.[0];

const skip = !keepalived
  ? 'not installed: keepalived'
  : networkInterface === undefined && 'no network interface';

test('keepalived accepts the configuration of any settings, without a warning', { skip }, () => {
  const property = fc.property(randomRun, (run) => {
    const text = keepalivedConfig(run, 'lb1', networkInterface)
      .map((line) => `${line.text}\n`)
      .join('');
    const file = join(folder, 'keepalived.conf');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(keepalived ?? '', ['--config-test', '-f', file], {
      encoding: 'utf8',
    });
    assert.ok(status === 0 && `${stdout}${stderr}` === '', `${stdout}${stderr}\n${text}`);
  });
  fc.assert(property, { numRuns: 60 });
});

const randomRun: fc.Arbitrary<Run> = fc
  .record({
    advert_int_ms: fc.integer({ min: 1000, max: 255_000 }),
    preempt: fc.boolean(),
    preempt_delay_ms: fc.integer({ min: 0, max: 1_000_000 }),
    garp_master_delay_ms: fc.integer({ min: 0, max: 100_000 }),
    vrrp_priority: fc.integer({ min: 1, max: 254 }),
    vrrp_state: fc.constantFrom('BACKUP', 'MASTER'),
    addresses: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ vrrp_priority, vrrp_state, addresses, ...settings }) => {
    const ids = Array.from({ length: addresses }, (_, index) => `www-${index + 1}`);
    return {
      duration_ms: 1000,
      seed: 1,
      hosts: [],
      components: [
        ...ids.map((id) => ({ id, kind: 'virtual-address' as const, title: id, settings })),
        {
          id: 'lb1',
          kind: 'load-balancer',
          title: 'lb 1',
          software: 'haproxy',
          settings: { vrrp_priority, vrrp_state },
        },
      ],
      links: ids.map((from) => ({ from, to: 'lb1' })),
      workload: { mode: 'open-loop', shape: 'steady', rate: 1 },
      events: [],
    };
  });
