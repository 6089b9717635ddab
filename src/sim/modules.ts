/** What `simulate()` is handed besides the run: the rules of the programs and components that the run has. */
import type { Network, Node } from './network.ts';
import type { Requests } from './requests.ts';
import type { BalancerSoftware, Component, ComponentKind, Run } from './run.ts';

/** Builds the node of a component. */
export type NodeFactory = (network: Network, component: number, requests: Requests) => Node;

/** The load balancers' programs by name, everything else by the kind of component; a page ships what its scenarios use. */
export type Modules = Partial<
  Record<BalancerSoftware | Exclude<ComponentKind, 'client' | 'load-balancer'>, NodeFactory>
>;

/** The name of a module. */
export type ModuleName = keyof Modules;

/** Which module, if any, `component` needs. */
export function moduleOf(run: Run, component: Component): ModuleName | undefined {
  const { kind, software } = component;
  switch (kind) {
    case 'client':
    case 'web':
    case 'app':
      return undefined;
    case 'load-balancer':
      return software === 'nginx' ? 'nginx' : 'haproxy';
    case 'firewall':
      return component.filter && 'firewall';
    case 'database':
      return isReplicated(run, component) ? 'database' : undefined;
    default:
      return kind;
  }
}

/** The modules that a run needs. */
export function modulesOf(run: Run): ReadonlySet<ModuleName> {
  const names = run.components.map((component) => moduleOf(run, component));
  return new Set(names.filter((name) => name !== undefined));
}

function isReplicated({ links }: Run, { id }: Component): boolean {
  return links.some(
    ({ carries, from, to }) => carries === 'replication' && [from, to].includes(id),
  );
}
