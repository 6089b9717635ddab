/** Loads the rules that the runs of a question need. */
import { modulesOf, type ModuleName, type Modules } from '#sim/modules.ts';
import type { Run } from '#sim/run.ts';

const loadMonitoring = async (): Promise<Modules> =>
  (await import('#sim/monitoring/module.ts')).monitoring;

/** Of the modules that questions have been asked about so far. */
const loaders: Partial<Record<ModuleName, () => Promise<Modules>>> = {
  haproxy: async () => ({ haproxy: (await import('#sim/haproxy/haproxy.ts')).haproxy }),
  nginx: async () => ({ nginx: (await import('#sim/nginx/nginx.ts')).nginx }),
  operations: async () => ({ operations: (await import('#sim/operations.ts')).operations }),
  tls: async () => ({ tls: (await import('#sim/tls/connections.ts')).tls }),
  collector: loadMonitoring,
  monitor: loadMonitoring,
  probe: loadMonitoring,
};

/** @throws Error when the network fails. */
export async function modulesFor(runs: Iterable<Run>): Promise<Modules> {
  const names = new Set([...runs].flatMap((run) => [...modulesOf(run)]));
  const loaded = await Promise.all([...names].map(async (name) => loaders[name]?.()));
  return Object.assign({}, ...loaded) as Modules;
}
