/** Loads what a figure needs: the rules of its programs, words for what they do, and its panels. */
import { modulesOf, type ModuleName, type Modules } from '#sim/modules.ts';
import { parseOffer } from '#sim/offer.ts';
import { learn, type Lexicon } from './lexicon.ts';
import { usesOperations } from './operations-use.ts';
import { panelLoaders } from './panels/loaders.ts';
import type { CreatePanel, PanelName } from './panels/panel.ts';
import type { FlowScenario } from './scenario.ts';

export interface Software {
  readonly modules: Modules;
  readonly panels: readonly { readonly name: PanelName; readonly create: CreatePanel }[];
}

/** What a file of this folder exports that brings a program, or a kind of component, to figures. */
interface Family {
  readonly modules?: Modules;
  readonly lexicon?: Lexicon;
}

const monitoring = () => import('./monitoring.ts');
const dns = () => import('./dns.ts');

const families: Readonly<Partial<Record<ModuleName, () => Promise<Family>>>> = {
  collector: monitoring,
  database: () => import('./database.ts'),
  dns,
  files: () => import('./files.ts'),
  firewall: () => import('./firewall.ts'),
  haproxy: () => import('./haproxy.ts'),
  monitor: monitoring,
  names: dns,
  nginx: () => import('./nginx.ts'),
  probe: monitoring,
  tls: () => import('./tls.ts'),
  'virtual-address': () => import('./vrrp.ts'),
};

/** @throws Error when the network fails. */
export async function loadSoftware(scenario: FlowScenario): Promise<Software> {
  const { run, figure } = scenario;
  const [loaded, panels] = await Promise.all([
    Promise.all([...modulesOf(run)].map(async (name) => families[name]?.())),
    Promise.all((figure.panels ?? []).map(loadPanel)),
    loadOperations(scenario),
  ]);
  for (const family of loaded) if (family?.lexicon) learn(family.lexicon);
  const modules = Object.assign({}, ...loaded.map((family) => family?.modules)) as Modules;
  return { modules, panels };
}

/** Words for what happens to processes and hosts, which every stage has. */
async function loadOperations({ run, figure }: FlowScenario): Promise<void> {
  const offers = Object.values(figure.faults ?? {}).flat();
  const offered = offers.map((offer) => parseOffer(offer)?.action ?? '');
  if (usesOperations(run, offered)) learn((await import('./operations.ts')).lexicon);
}

async function loadPanel(name: PanelName): Promise<Software['panels'][number]> {
  const loaded = await panelLoaders[name]?.();
  if (!loaded) throw new Error(`There is no panel “${name}”.`);
  return { name, create: loaded.createPanel };
}
