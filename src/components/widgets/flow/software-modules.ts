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
  readonly filesOf: (run: Run) => readonly ConfigFile[];
  readonly panels: readonly { readonly name: PanelName; readonly create: CreatePanel }[];
}

interface Loaded {
  readonly modules: Modules;
  readonly writer?: ConfigWriter | readonly ConfigWriter[];
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
  const { createNameServer, createNames, lookups, zoneWriter } = await import('./dns.ts');
  const modules = { dns: createNameServer, names: createNames };
  return { modules, writer: zoneWriter, lexicon: lookups };
};

const loaders: Partial<Record<ModuleName, () => Promise<Loaded>>> = {
  collector: loadMonitoring,
  probe: loadMonitoring,
  monitor: async () => {
    const { monitoringWriters } = await import('./monitoring.ts');
    return { ...(await loadMonitoring()), writer: monitoringWriters };
  },
  database: async () => {
    const { database, mariadbWriter, replication } = await import('./database.ts');
    return { modules: { database }, writer: mariadbWriter, lexicon: replication };
  },
  dns: loadNames,
  firewall: async () => {
    const { createWall, firewalls, nftablesWriter } = await import('./firewall.ts');
    return { modules: { firewall: createWall }, writer: nftablesWriter, lexicon: firewalls };
  },
  files: async () => {
    const { files } = await import('./files.ts');
    return { modules: { files } };
  },
  haproxy: async () => {
    const { haproxy, haproxyWriter, weights } = await import('./haproxy.ts');
    return { modules: { haproxy }, writer: haproxyWriter, lexicon: weights };
  },
  nginx: async () => {
    const { nginx, nginxWriter } = await import('./nginx.ts');
    return { modules: { nginx }, writer: nginxWriter };
  },
  'virtual-address': async () => {
    const { virtualAddress, keepalivedWriter, vrrp } = await import('./vrrp.ts');
    return {
      modules: { 'virtual-address': virtualAddress },
      writer: keepalivedWriter,
      lexicon: vrrp,
    };
  },
  tls: async () => {
    const { tls, connections } = await import('./tls.ts');
    return { modules: { tls }, lexicon: connections };
  },
};

/** @throws Error when the network fails. */
export async function loadSoftware(scenario: FlowScenario): Promise<Software> {
  const { run, figure } = scenario;
  const [loaded, panels] = await Promise.all([
    Promise.all([
      ...[...modulesOf(run)].map(async (name) => loaders[name]?.()),
      loadOperations(scenario),
    ]),
    Promise.all((figure.panels ?? []).map(loadPanel)),
  ]);
  for (const each of loaded) if (each?.lexicon) learn(each.lexicon);
  const writers = loaded.flatMap((each) => each?.writer ?? []);
  return {
    modules: Object.assign({}, ...loaded.map((each) => each?.modules)) as Modules,
    filesOf: (changed) => configFiles(changed, writers),
    panels,
  };
}

async function loadPanel(name: PanelName): Promise<Software['panels'][number]> {
  const loaded = await panelLoaders[name]?.();
  if (!loaded) throw new Error(`There is no panel “${name}”.`);
  return { name, create: loaded.createPanel };
}
