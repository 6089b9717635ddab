import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { precacheOf, sum, weigh, type Precache } from './precache.ts';

const sources = 'src/offline';
const options: BuildOptions = {
  bundle: true,
  minify: true,
  legalComments: 'none',
  target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
  loader: { '.css': 'text' },
};

/** Writes the service worker of a built site, and what belongs to it. */
export async function writeWorker(folder: string, base: string, most?: number): Promise<Precache> {
  await build({
    ...options,
    entryPoints: [join(sources, 'edition.ts')],
    format: 'esm',
    outfile: join(folder, 'edition.js'),
  });
  const precache = precacheOf(await filesOf(folder), most);
  const size = {
    name: 'offline.json',
    content: Buffer.from(JSON.stringify({ bytes: sum(precache.kept) })),
  };
  await writeFile(join(folder, size.name), size.content);
  const root = base.replace(/\/$/, '');
  await build({
    ...options,
    entryPoints: [join(sources, 'worker.ts')],
    format: 'iife',
    outfile: join(folder, 'sw.js'),
    define: {
      'process.env.NODE_ENV': '"production"',
      KEPT: JSON.stringify(
        [...precache.kept, weigh(size)].map(({ url, revision, integrity }) => ({
          url: root + url,
          revision,
          integrity,
        })),
      ),
      NOT_KEPT: JSON.stringify(precache.notKept.map((url) => root + url)),
    },
  });
  return precache;
}

/** Writes the worker that removes itself and what was kept. */
export async function writeFarewell(folder: string): Promise<void> {
  await build({
    ...options,
    entryPoints: [join(sources, 'farewell.ts')],
    format: 'iife',
    outfile: join(folder, 'sw.js'),
  });
}

async function filesOf(folder: string) {
  const names: string[] = [];
  for await (const name of glob('**/*.*', { cwd: folder })) names.push(name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, content: await readFile(join(folder, name)) })),
  );
}
