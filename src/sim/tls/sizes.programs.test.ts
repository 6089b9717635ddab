/** OpenSSL makes handshakes of the sizes that we say. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, test } from 'node:test';
import { findCommand } from '../../../scripts/programs.ts';
import type { KeyType } from './cost.ts';
import { handshakeBytes } from './sizes.ts';

const openssl = findCommand('openssl');
const folder = mkdtempSync(join(tmpdir(), 'upstream-tls-'));
const within = (name: string) => join(folder, name);
after(() => {
  rmSync(folder, { recursive: true });
});

/** Two session tickets follow a handshake of TLS 1.3; OpenSSL does not count them to it. */
const ticketBytes = 255;
/** An ECDSA signature varies by a byte or two, and so may what OpenSSL offers. */
const tolerance = 8;

const keys: Readonly<Record<KeyType, readonly string[]>> = {
  rsa2048: ['rsa:2048'],
  'ecdsa-p256': ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
};

for (const [index, [type, words]] of Object.entries(keys).entries()) {
  const key = type as KeyType;
  test(
    `a handshake with ${key} has about as many bytes as in OpenSSL`,
    { skip: openssl === undefined && 'not installed: openssl' },
    async () => {
      const file = within(key);
      run(['req', '-x509', '-nodes', '-subj', '/CN=www.foobar.com', '-newkey', ...words], file);
      const pem = readFileSync(`${file}.pem`, 'utf8');
      const der = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64').length;
      const port = 4716 + index;
      const server = spawn(openssl ?? '', [
        ...['s_server', '-quiet', '-accept', String(port)],
        ...['-key', `${file}.key`, '-cert', `${file}.pem`],
      ]);
      try {
        for (const version of ['1.2', '1.3'] as const) {
          const [read, written] = await measure(port, version);
          const expected = handshakeBytes({ version, resumed: false, helloRetry: false }, key, [
            der,
          ]);
          const tickets = version === '1.3' ? 2 * ticketBytes : 0;
          assert.ok(Math.abs(read - (expected.back - tickets)) <= tolerance, `${version}: ${read}`);
          assert.ok(Math.abs(written - expected.forth) <= tolerance, `${version}: ${written}`);
        }
      } finally {
        server.kill();
      }
    },
  );
}

function run(args: readonly string[], file: string) {
  const { status, stderr } = spawnSync(
    openssl ?? '',
    [...args, '-keyout', `${file}.key`, '-out', `${file}.pem`],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
}

/** Bytes that the client has read and written for the handshake; the server may still be starting. */
async function measure(port: number, version: '1.2' | '1.3'): Promise<[number, number]> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { stdout } = spawnSync(
      openssl ?? '',
      [
        ...['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'www.foobar.com'],
        `-tls${version.replace('.', '_')}`,
      ],
      { encoding: 'utf8', input: '' },
    );
    const found = /has read (\d+) bytes and written (\d+) bytes/.exec(stdout);
    if (found && found[1] !== '0') return [Number(found[1]), Number(found[2])];
    await sleep(100);
  }
  throw new Error('The server does not answer.');
}
