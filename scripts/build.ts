import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'src',
  'public',
  'diagrams',
  'conformance',
  'scripts/diagrams',
  'scripts/site',
];
const cache = 'node_modules/.cache/upstream';

/** Where a build for one base path goes: the site's own into `dist`, others out of the way. */
export function outputFolder(base: string): string {
  return base === '/' ? 'dist' : join(cache, `dist${base.replaceAll('/', '-')}`);
}

/** The base path of a build, with a slash at both ends. */
export function basePath(): string {
  const path = (process.env['BASE_PATH'] ?? '').split('/').filter(Boolean).join('/');
  return path === '' ? '/' : `/${path}/`;
}

/** Builds the site unless the last build is of the same sources; whether it then stands. */
export function buildIfStale(base: string): boolean {
  const folder = outputFolder(base);
  const stamp = join(cache, `build${base.replaceAll('/', '-')}.txt`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(folder, base)) return true;
  console.log(`Building the site for ${base} …`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/astro/bin/astro.mjs', 'build', '--outDir', folder],
    {
      encoding: 'utf8',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', BASE_PATH: base },
    },
  );
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    return false;
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, fingerprint(folder, base));
  return true;
}

/** Changes with any source, and when someone else has built into the folder. */
function fingerprint(folder: string, base: string): string {
  const hash = createHash('sha256').update(
    `${base} ${process.env['SITE_URL'] ?? ''} ${process.env['REPOSITORY_URL'] ?? ''}`,
  );
  for (const path of [...sources.flatMap(filesOf), join(folder, 'index.html')]) {
    if (!existsSync(path)) continue;
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
