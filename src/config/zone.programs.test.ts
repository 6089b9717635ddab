/** BIND's own checker reads what is written for it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { DnsRecord } from '#sim/dns/records.ts';
import type { Run } from '#sim/run.ts';
import { findProgram } from '../../scripts/programs.ts';
import { zoneFile, zoneOf } from './zone.ts';

const checker = findProgram('named-checkzone');
const folder = mkdtempSync(join(tmpdir(), 'upstream-zone-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const label = fc.constantFrom('www', 'api', 'static', 'shop', 'cdn', 'lb', 'a1');
const hostName = fc
  .array(label, { minLength: 1, maxLength: 2 })
  .map((labels) => `${labels.join('.')}.foobar.com`);
const ttl_s = fc.integer({ min: 0, max: 604_800 });

const addressRecord = fc
  .record({ name: hostName, value: fc.ipV4(), ttl_s })
  .map((record): DnsRecord => ({ ...record, type: 'A' }));
const aliasRecord = fc
  .record({ name: hostName, value: fc.constantFrom('lb.foobar.com', 'cdn.example.net'), ttl_s })
  .map((record): DnsRecord => ({ ...record, type: 'CNAME' }));

/** One TTL for all records of a name, as a zone demands, and nothing beside a CNAME. */
const zone = fc
  .array(fc.oneof({ weight: 3, arbitrary: addressRecord }, aliasRecord), {
    minLength: 1,
    maxLength: 8,
  })
  .map((records) =>
    records.flatMap((record, index): DnsRecord[] => {
      const before = records.slice(0, index).find(({ name }) => name === record.name);
      if (before && (before.type === 'CNAME' || record.type === 'CNAME')) return [];
      return [{ ...record, ttl_s: before?.ttl_s ?? record.ttl_s }];
    }),
  );

test(
  'named-checkzone accepts the zone of any records',
  { skip: checker === undefined && 'not installed: named-checkzone' },
  () => {
    fc.assert(
      fc.property(zone, (records) => {
        const run: Run = {
          duration_ms: 1000,
          seed: 1,
          hosts: [],
          components: [{ id: 'ns1', kind: 'dns', title: 'Name server', records }],
          links: [],
          workload: { mode: 'open-loop', shape: 'steady', rate: 1 },
          events: [],
        };
        const text = zoneFile(run, 'ns1')
          .map((line) => `${line.text}\n`)
          .join('');
        const file = join(folder, 'zone');
        writeFileSync(file, text);
        const { status, stdout } = spawnSync(checker ?? '', [zoneOf(records), file], {
          encoding: 'utf8',
        });
        assert.equal(status, 0, `${stdout}\n${text}`);
      }),
      { numRuns: 60 },
    );
  },
);
