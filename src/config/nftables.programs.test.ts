/** The real nft reads what is written for it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { randomFilter } from '#sim/firewall/random-filter.ts';
import type { Run } from '#sim/run.ts';
import { findProgram } from '../../scripts/programs.ts';
import { nftablesConfig } from './nftables.ts';

const nft = findProgram('nft');

/** To check is to ask the kernel what it has, which needs the privilege to ask. */
const mayCheck = nft !== undefined && spawnSync(nft, ['list', 'ruleset']).status === 0;

const skip =
  nft === undefined ? 'not installed: nft' : !mayCheck && 'nft may not ask this kernel: needs root';

test('nft accepts the rules of any firewall and of any host', { skip }, () => {
  const ids = ['users', 'fw', 'web1', 'server'];
  fc.assert(
    fc.property(randomFilter(ids), fc.constantFrom('fw', 'server'), (filter, owner) => {
      const run: Run = {
        duration_ms: 1000,
        seed: 1,
        hosts: [{ id: 'server', title: 'Server “1”', filter }],
        components: [
          { id: 'users', kind: 'client', title: 'Users' },
          { id: 'fw', kind: 'firewall', title: 'Fire "wall"', filter },
          { id: 'web1', kind: 'web', title: 'nginx', host: 'server' },
        ],
        links: [
          { from: 'users', to: 'fw' },
          { from: 'fw', to: 'web1' },
        ],
        workload: { mode: 'open-loop', shape: 'steady', rate: 1 },
        events: [],
      };
      const text = nftablesConfig(run, owner)
        .map((line) => `${line.text}\n`)
        .join('');
      const { status, stderr } = spawnSync(nft ?? '', ['-c', '-f', '-'], {
        input: text,
        encoding: 'utf8',
      });
      assert.equal(status, 0, `${stderr}\n${text}`);
    }),
    { numRuns: 120 },
  );
});
