/** What a figure needs that has firewalls with rules: their rules at work, and words for them. */
import { firewallAt, type FirewallState } from '#sim/firewall/firewall-at.ts';
import { packRule } from '#sim/firewall/rules.ts';
import { ownerFor, ownersOf } from '#sim/firewall/rulesets.ts';
import { createWall } from '#sim/firewall/wall.ts';
import type { Modules } from '#sim/modules.ts';
import { rowsOfKinds } from '#sim/rows.ts';
import type { Run } from '#sim/run.ts';
import { kindOf, type Trace } from '#sim/trace.ts';
import { actions, marks, texts, walls } from '#strings/firewall.ts';
import { icons } from '../icons/icons.ts';
import type { Badge, Lexicon, Told } from './lexicon.ts';
import { ruleName } from './rule-name.ts';

export const modules: Modules = { firewall: createWall };

export const lexicon: Lexicon = {
  texts: {
    'fw-dropped': (told) => texts.dropped(ownerName(told), told.request, byRule(told, told.b)),
    'fw-rejected': (told) => texts.rejected(ownerName(told), told.request, byRule(told, told.b)),
    'fw-counted': (told) => texts.counted(ownerName(told), byRule(told, told.a), told.b),
    'fw-replaced': (told) => texts.replaced(ownerName(told), rulesetName(told)),
  },
  marks: {
    'fw-dropped': (told) =>
      isNews(told) ? { kind: 'down', label: marks.dropped(byRule(told, told.b)) } : undefined,
    'fw-rejected': (told) =>
      isNews(told) ? { kind: 'down', label: marks.rejected(byRule(told, told.b)) } : undefined,
    'fw-replaced': () => ({ kind: 'up', label: marks.replaced }),
  },
  news: newsOf,
  rule: ruleName,
  actions,
  subtitle: (trace, component, tUs) => {
    if (trace.run.components[component]?.kind !== 'firewall') return undefined;
    const state = stateOf(trace, component, tUs);
    return state && stateText(trace.run, component, state);
  },
  longestSubtitle: (run, component) =>
    run.components[component]?.kind === 'firewall' && ownerFor(run, component)
      ? walls.dropped(888, ruleName(run, component, packRule(0, 7)))
      : undefined,
  badges: (trace, tUs) => hostBadges(trace, tUs),
};

function stateOf(trace: Trace, component: number, tUs: number): FirewallState | undefined {
  const owner = ownerFor(trace.run, component)?.id;
  return firewallAt(trace, tUs).find((state) => state.owner === owner);
}

/** What the last rule that stopped a packet has stopped so far, else the policy. */
function stateText(run: Run, component: number, { last, packets, chains }: FirewallState): string {
  if (!last) return walls.policy(chains[0]?.policy ?? 'accept');
  return walls.dropped(packets.get(last.rule) ?? 0, ruleName(run, component, last.rule));
}

/** How long a badge shows that something has just been dropped. */
const freshUs = 600_000;

function hostBadges(trace: Trace, tUs: number): Badge[] {
  const { run } = trace;
  return ownersOf(run).flatMap(({ id, component }) => {
    const state = stateOf(trace, component, tUs);
    if (!state || !run.hosts.some((host) => host.id === id)) return [];
    const stopped = state.dropped + state.rejected;
    const isFresh = state.last !== undefined && tUs - state.last.tUs < freshUs;
    return {
      target: id,
      path: icons.firewall.stroke,
      look: isFresh ? 'bad' : 'plain',
      text:
        stopped > 0 ? walls.allDropped(stopped) : walls.policy(state.chains[0]?.policy ?? 'accept'),
    } as const;
  });
}

const byRule = ({ trace, component }: Told, packed: number): string =>
  ruleName(trace.run, component, packed);

/** A host's firewall speaks for the host. */
function ownerName({ trace: { run }, component, at }: Told): string {
  const owner = ownerFor(run, component)?.id;
  return run.hosts.find(({ id }) => id === owner)?.title ?? at;
}

function rulesetName({ trace: { run }, component, a }: Told): string {
  return ['filter', ...Object.keys(ownerFor(run, component)?.rulesets ?? {})][a] ?? '';
}

const isNews = ({ trace, row }: Told): boolean => newsOf(trace).has(row);

const news = new WeakMap<Trace, ReadonlySet<number>>();

/** The first packet that each rule of a ruleset stops; what else it stops is counted. */
function newsOf(trace: Trace): ReadonlySet<number> {
  const known = news.get(trace);
  if (known) return known;
  const { events, run } = trace;
  const seen = new Set<string>();
  const first = new Set<number>();
  for (const row of rowsOfKinds(trace, ['fw-dropped', 'fw-rejected', 'fw-replaced'])) {
    const owner = ownerFor(run, events.component[row] ?? -1)?.id ?? '';
    const rule = `${owner}/${events.b[row] ?? 0}`;
    if (kindOf(events.kind[row] ?? 0) === 'fw-replaced') {
      for (const key of [...seen].filter((each) => each.startsWith(`${owner}/`))) seen.delete(key);
    } else if (!seen.has(rule)) {
      seen.add(rule);
      first.add(row);
    }
  }
  news.set(trace, first);
  return first;
}
