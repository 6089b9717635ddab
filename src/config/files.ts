/** The configuration files of a run. How each is written is loaded for the runs that have it. */
import type { ModuleName } from '#sim/modules.ts';
import type { Run } from '#sim/run.ts';
import { configFiles, type ConfigFile, type ConfigWriter } from './writer.ts';

type Loader = () => Promise<{ readonly writers: readonly ConfigWriter[] }>;

/** By the module that the run needs when it has such a file. */
const loaders: Partial<Record<ModuleName, Loader>> = {
  database: () => import('./mariadb.ts'),
  dns: () => import('./zone.ts'),
  firewall: () => import('./nftables.ts'),
  haproxy: () => import('./haproxy.ts'),
  monitor: () => import('./monitoring.ts'),
  nginx: () => import('./nginx.ts'),
  'virtual-address': () => import('./keepalived.ts'),
};

export type FilesOf = (run: Run) => readonly ConfigFile[];

/**
 * What writes the files of runs that need these modules, in their order.
 * @throws Error when the network fails.
 */
export async function loadFiles(needed: Iterable<ModuleName>): Promise<FilesOf> {
  const loaded = await Promise.all([...needed].map(async (name) => loaders[name]?.()));
  const writers = loaded.flatMap((family) => family?.writers ?? []);
  return (run) => configFiles(run, writers);
}
