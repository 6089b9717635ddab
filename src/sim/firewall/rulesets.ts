/** Who in a run has a firewall, and the rulesets that each can load. */
import type { Run } from '../run.ts';
import type { Chain } from './rules.ts';

/** A component of kind `firewall` with rules, or a host with rules of its own. */
export interface FilterOwner {
  readonly id: string;
  /** The component that speaks for it in the trace: itself, or the first of the host that is no firewall. */
  readonly component: number;
  readonly filter: readonly Chain[];
  /** What else it can load, by name. */
  readonly rulesets: Readonly<Record<string, readonly Chain[]>>;
}

/** The owners of firewalls, hosts last, each in order of declaration. */
export function ownersOf({ components, hosts }: Run): readonly FilterOwner[] {
  return [
    ...components.flatMap(({ id, kind, filter, rulesets = {} }, component) =>
      kind === 'firewall' && filter ? [{ id, component, filter, rulesets }] : [],
    ),
    ...hosts.flatMap(({ id, filter, rulesets = {} }) => {
      const component = components.findIndex(
        ({ host, kind }) => host === id && kind !== 'firewall',
      );
      return filter && component >= 0 ? [{ id, component, filter, rulesets }] : [];
    }),
  ];
}

/** Who judges packets for `component`: itself when it is a firewall, else its host. */
export function ownerFor(run: Run, component: number): FilterOwner | undefined {
  const { id, kind, host } = run.components[component] ?? {};
  const owner = kind === 'firewall' ? id : host;
  return ownersOf(run).find((each) => each.id === owner);
}

export const firstRulesetOf = ({ filter }: FilterOwner): readonly Chain[] => filter;

/** A ruleset by its name; its index counts from 1, 0 being the one at the start, `filter`. */
export function rulesetOf(owner: FilterOwner, name: string) {
  const index = ['filter', ...Object.keys(owner.rulesets)].indexOf(name);
  const chains = rulesetAt(owner, index);
  return chains && { index, chains };
}

export function rulesetAt({ filter, rulesets }: FilterOwner, index: number) {
  return [filter, ...Object.values(rulesets)][index];
}
