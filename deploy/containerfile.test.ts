/** A linter reads the container file, and its own commands prepare a small site; no image is built here. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';

const root = new URL('../', import.meta.url);
const source = readFileSync(new URL('Containerfile', import.meta.url), 'utf8');
const conf = readFileSync(new URL('nginx.conf', import.meta.url), 'utf8');
const file = DockerfileParser.parse(source);
const instructions = file.getInstructions();
const argumentsOf = (keyword: string) =>
  instructions
    .filter((each) => each.getInstruction() === keyword)
    .map((each) => each.getTextContent().slice(keyword.length + 1));

const folder = mkdtempSync(join(tmpdir(), 'upstream-container-'));
after(() => {
  rmSync(folder, { recursive: true });
});

test('the linter finds nothing wrong with the container file', () => {
  assert.deepEqual(
    validate(source).map(({ message }) => message),
    [],
  );
});

test('every image is pinned to a version', () => {
  const images = file.getFROMs().map((from) => from.getImage() ?? '');
  assert.equal(images.length, 2);
  for (const image of images) assert.match(image, /^docker\.io\/[\w/-]+:\d[\w.-]+$/);
});

test('what serves is not root, and is asked for its health where it listens', () => {
  const [port] = argumentsOf('EXPOSE');
  assert.notEqual(argumentsOf('USER').at(-1) ?? 'root', 'root');
  assert.match(conf, new RegExp(`listen ${port};`));
  assert.match(argumentsOf('HEALTHCHECK').join(), new RegExp(`127\\.0\\.0\\.1:${port}/`));
});

test('what is copied exists, and lies where nginx looks for it', () => {
  const copied = argumentsOf('COPY');
  for (const each of copied.filter((one) => !one.startsWith('--from'))) {
    for (const path of each.split(' ').slice(0, -1))
      assert.ok(existsSync(new URL(path, root)), path);
  }
  assert.ok(copied.includes(`--from=build /site ${/root (.+);/.exec(conf)?.[1]}`));
});

test('the build puts the book below its path, the page for lost readers at the root, and compresses both', () => {
  const [prepare = ''] = argumentsOf('RUN').filter((run) => run.includes('/site'));
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'dns'), { recursive: true });
  const page = '<p>Long enough.'.repeat(200);
  writeFileSync(join(dist, '404.html'), page);
  writeFileSync(join(dist, 'dns/index.html'), page);
  writeFileSync(join(dist, 'card.png'), page);
  const command = prepare.replaceAll('\\\n', ' ').replaceAll('/site', `${folder}/site`);
  const { status, stderr } = spawnSync('sh', ['-euc', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, BASE_PATH: '/upstream/' },
  });
  assert.equal(status, 0, stderr);
  for (const name of ['404.html', 'upstream/404.html', 'upstream/dns/index.html']) {
    assert.equal(readFileSync(join(folder, 'site', name), 'utf8'), page);
    assert.equal(gunzipSync(readFileSync(join(folder, 'site', `${name}.gz`))).toString(), page);
  }
  assert.ok(!existsSync(join(folder, 'site/upstream/card.png.gz')));
});
