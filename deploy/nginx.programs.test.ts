/** The real nginx reads `nginx.conf` and serves a small site by it. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { findProgram } from '../scripts/programs.ts';

const nginx = findProgram('nginx');
const skip = nginx === undefined && 'not installed: nginx';
const conf = readFileSync(new URL('nginx.conf', import.meta.url), 'utf8');
const longText = 'A load balancer asks each server once a second. '.repeat(100);

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

for (const base of ['/', '/upstream/']) {
  void describe(`nginx.conf, with the book at ${base}`, { skip }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'upstream-nginx-'));
    let server: ChildProcess | undefined;
    let port = 0;

    before(async () => {
      layOut(join(folder, 'site'), base);
      port = await freePort();
      writeFileSync(join(folder, 'nginx.conf'), inFolder(folder, port));
      const args = ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
      // As root its workers would become nobody, who may not read the test's folder.
      const user = process.getuid?.() === 0 ? 'user root;' : '';
      const { status, stderr } = spawnSync(nginx ?? '', ['-t', '-q', '-g', user, ...args], {
        encoding: 'utf8',
      });
      assert.ok(status === 0 && !stderr.includes('warn'), stderr);
      server = spawn(nginx ?? '', ['-g', `daemon off; ${user}`, ...args], { stdio: 'ignore' });
      await untilItAnswers();
    });

    after(() => {
      server?.kill('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    });

    test('pages may not be framed, and are asked about each time', async () => {
      for (const path of ['', 'health-checks/', 'robots.txt']) {
        const { status, headers } = await get(path);
        assert.equal(status, 200, path);
        assert.equal(headers['content-security-policy'], "frame-ancestors 'none'", path);
        assert.equal(headers['cross-origin-opener-policy'], 'same-origin', path);
        assert.equal(headers['cross-origin-resource-policy'], 'same-origin', path);
        assert.equal(headers['access-control-allow-origin'], undefined, path);
        assert.equal(headers['cache-control'], 'no-cache', path);
        assert.ok(headers.etag, path);
      }
    });

    test('every answer carries the headers that no meta tag can set', async () => {
      for (const path of ['', 'embed/flow/x/', '_astro/a.Bq3x.js', 'feed.xml', 'no/such/page/']) {
        const { headers } = await get(path);
        assert.equal(headers['x-content-type-options'], 'nosniff', path);
        assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin', path);
        assert.match(String(headers['permissions-policy']), /camera=\(\)/, path);
        assert.equal(headers.server, 'nginx', path);
      }
    });

    test('what is made for foreign pages may be framed and loaded by them', async () => {
      for (const path of ['embed/', 'embed/flow/x/', 'embed/flow/x/?t=4600ms', 'embed/v1.js']) {
        const { status, headers } = await get(path);
        assert.equal(status, 200, path);
        assert.equal(headers['content-security-policy'], undefined, path);
        assert.equal(headers['cross-origin-opener-policy'], undefined, path);
        assert.equal(headers['x-frame-options'], undefined, path);
      }
      const files = ['embed/v1.js', 'embed/flow/x/oembed.json', 'posters/x.svg', 'cards/x.png'];
      // A frame in a sandbox asks for its modules from no origin.
      for (const path of [...files, '_astro/a.Bq3x.js', 'feed.xml']) {
        const { status, headers } = await get(path);
        assert.equal(status, 200, path);
        assert.equal(headers['cross-origin-resource-policy'], 'cross-origin', path);
        assert.equal(headers['access-control-allow-origin'], '*', path);
      }
    });

    test('files are kept as long as their names allow', async () => {
      const year = 'public, max-age=31536000, immutable';
      const kept = {
        '_astro/a.Bq3x.js': year,
        'pagefind/fragment/en_1.pf_fragment': year,
        'pagefind/pagefind.js': 'no-cache',
        'sw.js': 'no-cache',
        'embed/v1.js': 'public, max-age=3600',
        'embed/flow/x/': 'no-cache',
        'posters/x.svg': 'public, max-age=86400',
        'cards/x.png': 'public, max-age=86400',
      };
      for (const [path, expected] of Object.entries(kept)) {
        assert.equal((await get(path)).headers['cache-control'], expected, path);
      }
    });

    test('a page that has not changed is not sent again', async () => {
      const { headers } = await get('');
      const { status, body } = await get('', { 'if-none-match': String(headers.etag) });
      assert.equal(status, 304);
      assert.equal(body.length, 0);
    });

    test('types and character sets are right', async () => {
      const types = {
        '': 'text/html; charset=utf-8',
        '_astro/a.Bq3x.css': 'text/css; charset=utf-8',
        'embed/flow/x/oembed.json': 'application/json; charset=utf-8',
        'embed/flow/x/scenario.yaml': 'text/plain; charset=utf-8',
        'feed.xml': 'application/atom+xml; charset=utf-8',
        'llms.txt': 'text/plain; charset=utf-8',
        'posters/x.svg': 'image/svg+xml',
        'cards/x.png': 'image/png',
      };
      for (const [path, expected] of Object.entries(types)) {
        assert.equal((await get(path)).headers['content-type'], expected, path);
      }
      assert.match(
        String((await get('_astro/a.Bq3x.js')).headers['content-type']),
        /^(text|application)\/javascript; charset=utf-8$/,
      );
    });

    test('text is compressed, behind a proxy too, and what was compressed beforehand is sent as it is', async () => {
      const accept = { 'accept-encoding': 'br, gzip' };
      for (const path of ['health-checks/', '_astro/a.Bq3x.css', 'feed.xml', 'posters/x.svg']) {
        const { headers, body } = await get(path, { ...accept, via: '1.1 proxy' });
        assert.equal(headers['content-encoding'], 'gzip', path);
        assert.match(String(headers.vary), /Accept-Encoding/i, path);
        assert.ok(gunzipSync(body).includes(longText), path);
        assert.ok(headers['content-security-policy'] ?? headers['access-control-allow-origin']);
      }
      const { headers, body } = await get('_astro/a.Bq3x.js', accept);
      assert.equal(headers['content-encoding'], 'gzip');
      assert.equal(gunzipSync(body).toString(), 'beforehand()');
      assert.equal((await get('_astro/a.Bq3x.js')).headers['content-encoding'], undefined);
    });

    test('an address that leads nowhere says so, and is neither kept nor framed', async () => {
      for (const path of ['no/such/page/', 'embed/flow/none/', '_astro/old.js', '_astro/']) {
        const { status, headers, body } = await get(path);
        assert.equal(status, 404, path);
        assert.match(body.toString(), /No such page/);
        assert.equal(headers['cache-control'], 'no-cache', path);
        assert.equal(headers['content-security-policy'], "frame-ancestors 'none'", path);
      }
    });

    test('a folder without its slash is sent on, with its query and to the same host', async () => {
      const { status, headers } = await get('health-checks?fig=x');
      assert.equal(status, 301);
      assert.equal(headers.location, `${base}health-checks/?fig=x`);
    });

    test('only who came by TLS is told to stay with it', async () => {
      assert.equal((await get('')).headers['strict-transport-security'], undefined);
      const { headers } = await get('', { 'x-forwarded-proto': 'https' });
      assert.equal(headers['strict-transport-security'], 'max-age=31536000');
    });

    function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
      return new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path: base + path, headers, agent: false };
        request(options, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const { statusCode = 0, headers } = response;
            resolve({ status: statusCode, headers, body: Buffer.concat(chunks) });
          });
        })
          .on('error', reject)
          .end();
      });
    }

    async function untilItAnswers(): Promise<void> {
      for (let tries = 0; tries < 100; tries++) {
        const answer = await get('').catch(() => undefined);
        if (answer) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('nginx did not start.');
    }
  });
}

/** The configuration with the port and the folders of the test in place of its own. */
function inFolder(folder: string, port: number): string {
  return conf
    .replaceAll(' /var/cache/nginx/', ` ${folder}/`)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace('root /srv/upstream;', `root ${join(folder, 'site')};`);
}

/** One file of each kind that the built site has. */
function layOut(root: string, base: string): void {
  const page = `<!doctype html><title>Page</title><p>${longText}`;
  const files: Readonly<Record<string, string | Buffer>> = {
    'index.html': page,
    'health-checks/index.html': page,
    'robots.txt': 'User-agent: *\n',
    'llms.txt': '# Upstream\n',
    'feed.xml': `<feed>${longText}</feed>`,
    'sw.js': 'serve()',
    '_astro/a.Bq3x.js': `asItIs() // ${longText}`,
    '_astro/a.Bq3x.js.gz': gzipSync('beforehand()'),
    '_astro/a.Bq3x.css': `/* ${longText} */`,
    'pagefind/fragment/en_1.pf_fragment': 'x',
    'pagefind/pagefind.js': 'find()',
    'embed/index.html': page,
    'embed/v1.js': 'embed()',
    'embed/flow/x/index.html': page,
    'embed/flow/x/oembed.json': '{}',
    'embed/flow/x/scenario.yaml': 'title: x',
    'posters/x.svg': `<svg xmlns="http://www.w3.org/2000/svg"><title>${longText}</title></svg>`,
    'cards/x.png': 'x',
  };
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  for (const [name, content] of Object.entries(files)) write(join(root, base, name), content);
  write(join(root, '404.html'), '<!doctype html><title>No such page</title>');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
