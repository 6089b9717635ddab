import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { programs } from '#strings/about.ts';
import { checkedVersions } from './checked-versions.ts';

const folder = mkdtempSync(join(tmpdir(), 'upstream-versions-'));
after(() => {
  rmSync(folder, { recursive: true });
});

test('recordings are counted by program and version, and what a program was built with by itself', () => {
  const traces = [
    { name: 'nginx', version: '1.22.1' },
    { name: 'haproxy', version: '2.6.12' },
    { name: 'haproxy', version: '2.6.12', openssl: '3.0.19' },
    { name: 'haproxy', version: '3.0.1' },
  ];
  for (const [index, software] of traces.entries()) {
    writeFileSync(join(folder, `${index}.json`), JSON.stringify({ software }));
  }
  assert.deepEqual(checkedVersions(folder), {
    versions: [
      { program: 'haproxy', version: '2.6.12', recordings: 2 },
      { program: 'nginx', version: '1.22.1', recordings: 1 },
      { program: 'openssl', version: '3.0.19', recordings: 1 },
      { program: 'haproxy', version: '3.0.1', recordings: 1 },
    ],
    recordings: 4,
  });
});

test('every program of the recordings has a name for readers', () => {
  const { versions } = checkedVersions('conformance');
  assert.deepEqual(
    versions.map(({ program }) => program).filter((program) => !(program in programs)),
    [],
  );
});
