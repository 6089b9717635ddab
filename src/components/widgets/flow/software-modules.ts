/** Loads what a figure needs: the rules of its programs, words for what they do, and its panels. */
import { isOperation, modulesOf, type ModuleName, type Modules } from '#sim/modules.ts';
import { parseOffer } from '#sim/offer.ts';
import { learn, type Lexicon } from './lexicon.ts';
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
  operations: () => import('./operations.ts'),
  probe: monitoring,
  tls: () => import('./tls.ts'),
  'virtual-address': () => import('./vrrp.ts'),
};

/** @throws Error when the network fails. */
export async function loadSoftware(scenario: FlowScenario): Promise<Software> {
  const [loaded, panels] = await Promise.all([
    Promise.all([...neededBy(scenario)].map(async (name) => families[name]?.())),
    Promise.all((scenario.figure.panels ?? []).map(loadPanel)),
  ]);
  for (const family of loaded) if (family?.lexicon) learn(family.lexicon);
  const modules = Object.assign({}, ...loaded.map((family) => family?.modules)) as Modules;
  return { modules, panels };
}

/** What the run needs, and what a reader may do to it. */
function neededBy({ run, figure }: FlowScenario): ReadonlySet<ModuleName> {
  const offers = Object.values(figure.faults ?? {}).flat();
  const isOffered = offers.some((offer) => isOperation(parseOffer(offer)?.action ?? 'up'));
  return new Set([...modulesOf(run), ...(isOffered ? (['operations'] as const) : [])]);
}

async function loadPanel(name: PanelName): Promise<Software['panels'][number]> {
  const loaded = await panelLoaders[name]?.();
  if (!loaded) throw new Error(`There is no panel “${name}”.`);
  return { name, create: loaded.createPanel };
}
