/** Loads what a figure needs: the rules of its programs, how their configuration is written, and its panels. */
import { configFiles, type ConfigFile, type ConfigWriter } from '#config/writer.ts';
import { modulesOf, type ModuleName, type Modules } from '#sim/modules.ts';
import { parseOffer } from '#sim/offer.ts';
import type { Run } from '#sim/run.ts';
import { learn, type Lexicon } from './lexicon.ts';
import { usesOperations } from './operations-use.ts';
import { panelLoaders } from './panels/loaders.ts';
import type { CreatePanel, PanelName } from './panels/panel.ts';
import type { FlowScenario } from './scenario.ts';

export interface Software {
  readonly modules: Modules;
  /** Loads how configuration is written: not before it is to change. */
  readonly loadFiles: () => Promise<FilesOf>;
  readonly panels: readonly { readonly name: PanelName; readonly create: CreatePanel }[];
}

export type FilesOf = (run: Run) => readonly ConfigFile[];

interface Loaded {
  readonly modules: Modules;
  readonly lexicon?: Lexicon;
}

/** Words for what happens to processes and hosts, which every stage has. */
async function loadOperations({ run, figure }: FlowScenario): Promise<Loaded | undefined> {
  const offers = Object.values(figure.faults ?? {}).flat();
  if (
    !usesOperations(
      run,
      offers.map((offer) => parseOffer(offer)?.action ?? ''),
    )
  ) {
    return undefined;
  }
  const { operations } = await import('./operations.ts');
  return { modules: {}, lexicon: operations };
}

const loadMonitoring = async (): Promise<Loaded> => {
  const { measuring, monitoring } = await import('./monitoring.ts');
  return { modules: monitoring, lexicon: measuring };
};

const loadNames = async (): Promise<Loaded> => {
  const { createNameServer, createNames, lookups } = await import('./dns.ts');
  return { modules: { dns: createNameServer, names: createNames }, lexicon: lookups };
};

const loaders: Partial<Record<ModuleName, () => Promise<Loaded>>> = {
  collector: loadMonitoring,
  probe: loadMonitoring,
  monitor: loadMonitoring,
  database: async () => {
    const { database, replication } = await import('./database.ts');
    return { modules: { database }, lexicon: replication };
  },
  dns: loadNames,
  firewall: async () => {
    const { createWall, firewalls } = await import('./firewall.ts');
    return { modules: { firewall: createWall }, lexicon: firewalls };
  },
  files: async () => {
    const { files } = await import('./files.ts');
    return { modules: { files } };
  },
  haproxy: async () => {
    const { haproxy, weights } = await import('./haproxy.ts');
    return { modules: { haproxy }, lexicon: weights };
  },
  nginx: async () => {
    const { nginx } = await import('#sim/nginx/nginx.ts');
    return { modules: { nginx } };
  },
  'virtual-address': async () => {
    const { virtualAddress, vrrp } = await import('./vrrp.ts');
    return { modules: { 'virtual-address': virtualAddress }, lexicon: vrrp };
  },
  tls: async () => {
    const { tls, connections } = await import('./tls.ts');
    return { modules: { tls }, lexicon: connections };
  },
};

type Writers = ConfigWriter | readonly ConfigWriter[];

/** How the configuration is written of what the module is about. */
const writerLoaders: Partial<Record<ModuleName, () => Promise<Writers>>> = {
  monitor: async () => (await import('#config/monitoring.ts')).monitoringWriters,
  database: async () => (await import('#config/mariadb.ts')).mariadbWriter,
  dns: async () => (await import('#config/zone.ts')).zoneWriter,
  firewall: async () => (await import('#config/nftables.ts')).nftablesWriter,
  haproxy: async () => (await import('#config/haproxy.ts')).haproxyWriter,
  nginx: async () => (await import('#config/nginx.ts')).nginxWriter,
  'virtual-address': async () => (await import('#config/keepalived.ts')).keepalivedWriter,
};

/** @throws Error when the network fails. */
export async function loadSoftware(scenario: FlowScenario): Promise<Software> {
  const { run, figure } = scenario;
  const names = [...modulesOf(run)];
  const [loaded, panels] = await Promise.all([
    Promise.all([...names.map(async (name) => loaders[name]?.()), loadOperations(scenario)]),
    Promise.all((figure.panels ?? []).map(loadPanel)),
  ]);
  for (const each of loaded) if (each?.lexicon) learn(each.lexicon);
  return {
    modules: Object.assign({}, ...loaded.map((each) => each?.modules)) as Modules,
    async loadFiles() {
      const writers = await Promise.all(
        names.map(async (name) => (await writerLoaders[name]?.()) ?? []),
      );
      return (changed) => configFiles(changed, writers.flat());
    },
    panels,
  };
}

async function loadPanel(name: PanelName): Promise<Software['panels'][number]> {
  const loaded = await panelLoaders[name]?.();
  if (!loaded) throw new Error(`There is no panel “${name}”.`);
  return { name, create: loaded.createPanel };
}
