/** Which load balancers share a virtual address, and who has it at the start. */
import type { Run } from '../run.ts';
import { programOf } from '../run.ts';
import { resolveSettings } from '../settings.ts';
import { instanceOf, type Instance } from './instance.ts';

export interface Member {
  /** Index in `run.components`. */
  readonly component: number;
  readonly instance: Instance;
}

/** The load balancers that the virtual address with this index can belong to, in order of declaration. */
export function membersOf({ components, links }: Run, address: number): readonly Member[] {
  const { id, settings } = components[address] ?? {};
  const shared = resolveSettings('virtual-address', settings);
  return links
    .filter(({ from }) => from === id)
    .flatMap(({ to }) => {
      const component = components.findIndex((each) => each.id === to);
      const balancer = components[component];
      if (balancer?.kind !== 'load-balancer') return [];
      const own =
        programOf(balancer) === 'nginx'
          ? resolveSettings('nginx', balancer.settings)
          : resolveSettings('haproxy', balancer.settings);
      return { component, instance: instanceOf(shared, own) };
    });
}

/** The run begins when all routers have long been there: the first of the highest priority is master. */
export function firstMaster(members: readonly Member[]): Member | undefined {
  return members.reduce<Member | undefined>(
    (best, each) => (best && best.instance.priority >= each.instance.priority ? best : each),
    undefined,
  );
}
