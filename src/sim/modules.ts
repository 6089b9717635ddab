/** What `simulate()` is handed besides the run: the rules of the programs and components that the run has. */
import type { Agenda } from './agenda.ts';
import type { NamesFactory } from './dns/names.ts';
import type { Machine } from './host/machine.ts';
import type { createNatures } from './natures.ts';
import type { Network, Node, Wall } from './network.ts';
import type { Process, ProcessSettings } from './process.ts';
import type { Requests } from './requests.ts';
import type { ConnectionsFactory } from './tls/connections.ts';
import {
  givenRequests,
  type Action,
  type BalancerSoftware,
  type Component,
  type ComponentKind,
  type Run,
} from './run.ts';
import { mariadb, type Settings } from './settings.ts';

/** What concerns a run as a whole. */
interface Connecting {
  /** How TLS connections are made, for runs that make some. */
  readonly tls?: ConnectionsFactory;
  /** The rules of firewalls, for runs that have some. */
  readonly firewall?: WallFactory;
  /** How clients find out where the site is, for runs with name servers. */
  readonly names?: NamesFactory;
  /** For runs in which processes end or hosts are too small. */
  readonly operations?: Operations;
}

export interface Operations {
  createMachines(run: Run, agenda: Agenda): readonly Machine[];
  readonly createNatures: typeof createNatures;
  createProcess(network: Network, component: number, settings: ProcessSettings): Process;
}

/** Builds the node of a component. */
export type NodeFactory = (network: Network, component: number, requests: Requests) => Node;

/** Builds all firewalls of a run. */
export type WallFactory = (network: Network, requests: Requests) => Wall;

/** The load balancers' programs by name, everything else by the kind of component; a page ships what its scenarios use. */
export type Modules = Connecting &
  Partial<
    Record<
      BalancerSoftware | Exclude<ComponentKind, 'client' | 'load-balancer' | 'firewall'>,
      NodeFactory
    >
  >;

/** The name of a module. */
export type ModuleName = keyof Modules;

/** Which module, if any, `component` needs. */
export function moduleOf(
  run: Run,
  component: Component,
): Exclude<ModuleName, keyof Connecting> | undefined {
  const { kind, software } = component;
  switch (kind) {
    case 'client':
    case 'web':
    case 'app':
    case 'firewall':
      return undefined;
    case 'load-balancer':
      return software === 'nginx' ? 'nginx' : 'haproxy';
    case 'database':
      return isReplicated(run, component) || isSetUp(component) ? 'database' : undefined;
    default:
      return kind;
  }
}

/** The modules that a run needs. */
export function modulesOf(run: Run): ReadonlySet<ModuleName> {
  const names = run.components.map((component) => moduleOf(run, component));
  return new Set<ModuleName>([
    ...names.filter((name) => name !== undefined),
    ...(run.components.some(speaksTls) ? (['tls'] as const) : []),
    ...(run.links.some(({ carries }) => carries === 'queries') ? (['names'] as const) : []),
    ...(hasRules(run) ? (['firewall'] as const) : []),
    ...(hasOperations(run) ? (['operations'] as const) : []),
  ]);
}

/** Whether any firewall stops anything. */
const hasRules = ({ components, hosts }: Run): boolean =>
  [...components, ...hosts].some(({ filter }) => filter);

/** What an operator does to a process. */
export const isOperation = (action: Action): boolean => action === 'deploy' || action === 'restart';

/** Of stages. */
const operationSettings = [
  'version',
  'disk_ms',
] as const satisfies readonly (keyof (Settings<'app'> & Settings<'database'>))[];

function hasOperations(run: Run): boolean {
  const { hosts, components, events, workload } = run;
  return (
    events.some(({ action }) => isOperation(action)) ||
    hosts.some(({ cores, memory_mb }) => cores !== undefined || memory_mb !== undefined) ||
    components.some(
      ({ kind, settings = {} }) =>
        kind === 'files' || operationSettings.some((name) => settings[name] !== undefined),
    ) ||
    workload.slow_share !== undefined ||
    workload.poison_share !== undefined ||
    givenRequests(run).some(({ poison }) => poison)
  );
}

/** Whether connections are made here; a setting that is only mentioned may be turned on by a reader. */
const speaksTls = ({ settings = {} }: Component): boolean =>
  'connection' in settings || 'tls' in settings;

function isReplicated({ links }: Run, { id }: Component): boolean {
  return links.some(
    ({ carries, from, to }) => carries === 'replication' && [from, to].includes(id),
  );
}

/** Whether anything is set that a plain stage does not have. */
const isSetUp = ({ settings = {} }: Component): boolean =>
  Object.keys(settings).some((name) => Object.hasOwn(mariadb, name));
