import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readPlaywright, readTap } from './counts.ts';

function withFile<Result>(text: string, read: (file: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'counts-'));
  try {
    writeFileSync(join(folder, 'report'), text);
    return read(join(folder, 'report'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a TAP report is counted and its skipped tests are named', () => {
  const report = [
    'TAP version 13',
    'ok 1 - one',
    'not ok 2 - two',
    'ok 3 - three # SKIP haproxy is not installed',
    '# pass 1',
    '# fail 1',
    '# cancelled 1',
    '# skipped 1',
  ].join('\n');
  assert.deepEqual(withFile(report, readTap), {
    passed: 1,
    failed: 2,
    skipped: ['three (haproxy is not installed)'],
  });
});

test('a TAP report without totals is no success', () => {
  assert.throws(() => withFile('TAP version 13\n', readTap), /no totals/);
});

test('a Playwright report is counted and its skipped tests are named', () => {
  const specs = [
    { title: 'one', tests: [{ projectName: 'site', status: 'expected' }] },
    { title: 'two', tests: [{ projectName: 'site', status: 'skipped' }] },
  ];
  const report = {
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 },
    suites: [{ title: 'a.spec.ts', specs: [], suites: [{ title: 'group', specs }] }],
  };
  assert.deepEqual(withFile(JSON.stringify(report), readPlaywright), {
    passed: 4,
    failed: 1,
    skipped: ['two'],
  });
});
