/** What figures say of virtual addresses: rules and words, loaded together. */
import { virtualAddress } from '#sim/vrrp/virtual-address.ts';
import { vrrpAt, type RouterAt, type VrrpAt } from '#sim/vrrp/vrrp-at.ts';
import type { Modules } from '#sim/modules.ts';
import { actions as allActions } from '#sim/run.ts';
import type { Run } from '#sim/run.ts';
import type { Trace } from '#sim/trace.ts';
import { actions, badges, goesTo, marks, texts, twoMasters } from '#strings/vrrp.ts';
import type { Badge, Lexicon } from './lexicon.ts';
import { serverTitle } from './words.ts';

export const modules: Modules = { 'virtual-address': virtualAddress };

type Command = keyof typeof actions;

const commandOf = (code: number): Command => allActions[code] as Command;
const restores: ReadonlySet<Command> = new Set(['vrrp-start', 'vrrp-unblock', 'link-up']);

const pin =
  'M12 21c-4-4.600-6.500-8-6.500-11.200a6.500 6.500 0 0 1 13 0C18.500 13 16 16.400 12 21ZM12 12.300a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z';
const dash = 'M7 12h10';
const cross = 'M7 7l10 10M17 7L7 17';

export const lexicon: Lexicon = {
  texts: {
    'vrrp-advert': ({ at, a, b, nameOf }) => texts.advert(at, nameOf(a), b),
    'vrrp-master': ({ at, a, nameOf }) => texts.master(at, nameOf(a)),
    'vrrp-backup': ({ at, a, nameOf }) => texts.backup(at, nameOf(a)),
    'vrrp-fault': ({ at, a, nameOf }) => texts.fault(at, nameOf(a)),
    arp: ({ at, a, nameOf }) => texts.arp(at, nameOf(a)),
    'vrrp-command': ({ at, b }) => texts.command(at, actions[commandOf(b)].state),
  },
  marks: {
    'vrrp-master': ({ at }) => ({ kind: 'up', label: marks.master(at) }),
    'vrrp-backup': ({ at }) => ({ kind: 'up', label: marks.backup(at) }),
    'vrrp-fault': ({ at }) => ({ kind: 'down', label: marks.fault(at) }),
    'vrrp-command': ({ at, b }) => ({
      kind: restores.has(commandOf(b)) ? 'up' : 'fault',
      label: marks.command(at, actions[commandOf(b)].short),
    }),
  },
  actions,
  subtitle: (trace, component, tUs) => {
    const found = vrrpAt(trace, tUs).find(({ address }) => address === component);
    return found && whereIs(trace.run, found);
  },
  longestSubtitle: (run, component) => {
    if (run.components[component]?.kind !== 'virtual-address') return undefined;
    const names = run.links
      .filter(({ from }) => from === run.components[component]?.id)
      .map(({ to }) =>
        serverTitle(
          run,
          run.components.findIndex(({ id }) => id === to),
        ),
      );
    return twoMasters(
      names.reduce((longest, name) => (name.length > longest.length ? name : longest), ''),
    );
  },
  badges: routerBadges,
};

const masters = ({ routers }: VrrpAt): number =>
  routers.filter(({ state }) => state === 'master').length;

function whereIs(run: Run, at: VrrpAt): string {
  const owner = serverTitle(run, at.owner);
  return masters(at) > 1 ? twoMasters(owner) : goesTo(owner);
}

/** One for each load balancer, of the first address that it shares. */
function routerBadges(trace: Trace, tUs: number): Badge[] {
  const { components } = trace.run;
  const told = new Set<number>();
  return vrrpAt(trace, tUs).flatMap((address) =>
    address.routers.flatMap((router) => {
      if (told.has(router.component)) return [];
      told.add(router.component);
      const owners = address.routers.filter(({ hasAddress }) => hasAddress).length;
      return { target: components[router.component]?.id ?? '', ...badgeOf(router, owners > 1) };
    }),
  );
}

function badgeOf({ state, hasAddress }: RouterAt, isDouble: boolean): Omit<Badge, 'target'> {
  if (hasAddress) {
    return {
      path: pin,
      look: isDouble ? 'bad' : state === 'master' ? 'good' : 'plain',
      text: state === 'master' ? badges.master : badges.stale,
    };
  }
  return state === 'backup'
    ? { path: dash, look: 'plain', text: badges.backup }
    : { path: cross, look: 'bad', text: badges[state] };
}
