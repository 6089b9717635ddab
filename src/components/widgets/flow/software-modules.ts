/** Loads what a run needs: the rules of its programs, and how their configuration is written. */
import type { ConfigLine } from '#config/line.ts';
import { modulesOf, type ModuleName, type Modules } from '#sim/modules.ts';
import type { Run } from '#sim/run.ts';

export interface Software {
  readonly modules: Modules;
  /** The lines of the configuration of the first load balancer; none without one. */
  readonly config: (run: Run) => readonly ConfigLine[];
}

type Writer = (run: Run, component: string) => readonly ConfigLine[];

interface Loaded {
  readonly modules: Modules;
  readonly write?: Writer;
}

const loaders: Partial<Record<ModuleName, () => Promise<Loaded>>> = {
  haproxy: async () => {
    const { haproxy, haproxyConfig } = await import('./haproxy.ts');
    return { modules: { haproxy }, write: haproxyConfig };
  },
  nginx: async () => {
    const { nginx, nginxConfig } = await import('./nginx.ts');
    return { modules: { nginx }, write: nginxConfig };
  },
};

/** @throws Error when the network fails. */
export async function loadSoftware(run: Run): Promise<Software> {
  const names = [...modulesOf(run)];
  const loaded = await Promise.all(names.map(async (name) => loaders[name]?.()));
  const balancer = run.components.find(({ kind }) => kind === 'load-balancer');
  const write = loaded[names.findIndex((name) => name === balancer?.software)]?.write;
  return {
    modules: Object.assign({}, ...loaded.map((each) => each?.modules)) as Modules,
    config: (changed) => (balancer && write ? write(changed, balancer.id) : []),
  };
}
