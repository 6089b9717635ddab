/** What each firewall of a run has loaded and counted at a moment. */
import type { Run } from '../run.ts';
import { rowsBy, rowsOfKinds } from '../rows.ts';
import { kindOf, type Trace } from '../trace.ts';
import type { Chain } from './rules.ts';
import { ownerFor, ownersOf, rulesetAt, type FilterOwner } from './rulesets.ts';

export interface FirewallState {
  /** A component, or a host. */
  readonly owner: string;
  /** The ruleset that is loaded, and its place among the owner's; 0 for the one at the start. */
  readonly ruleset: number;
  readonly chains: readonly Chain[];
  /** Packets that each rule has decided since then, by `packRule`; what is accepted is up to a tenth of a second late. */
  readonly packets: ReadonlyMap<number, number>;
  /** Packets dropped, and rejected, since the start. */
  readonly dropped: number;
  readonly rejected: number;
  /** The rule that dropped or rejected last, and when. */
  readonly last?: { readonly rule: number; readonly tUs: number };
}

const kinds = ['fw-dropped', 'fw-rejected', 'fw-replaced', 'fw-counted'] as const;

type Draft = { -readonly [K in keyof FirewallState]: FirewallState[K] } & {
  packets: Map<number, number>;
};

/** What the first rows have come to: a figure that plays asks for a moment a little later each time. */
interface Memory {
  readonly rows: number;
  readonly drafts: ReadonlyMap<string, Draft>;
}

const memories = new WeakMap<Trace, Memory>();

/** One state for each firewall, in the order of `ownersOf`. */
export function firewallAt(trace: Trace, tUs: number): readonly FirewallState[] {
  const rows = rowsBy(trace, rowsOfKinds(trace, kinds), tUs);
  const { drafts, rows: applied } = memoryFor(trace, rows.length);
  const ownerAt = createOwnerAt(trace.run);
  for (const row of rows.slice(applied)) {
    const owner = ownerAt(trace.events.component[row] ?? -1);
    const draft = drafts.get(owner?.id ?? '');
    if (owner && draft) apply(draft, owner, trace, row);
  }
  memories.set(trace, { rows: rows.length, drafts });
  return [...drafts.values()].map((draft) => ({ ...draft, packets: new Map(draft.packets) }));
}

function memoryFor(trace: Trace, rows: number): Memory {
  const known = memories.get(trace);
  if (known && known.rows <= rows) return known;
  return {
    rows: 0,
    drafts: new Map(ownersOf(trace.run).map((owner) => [owner.id, initial(owner)])),
  };
}

const initial = ({ id, filter }: FilterOwner): Draft => ({
  owner: id,
  ruleset: 0,
  chains: filter,
  packets: new Map(),
  dropped: 0,
  rejected: 0,
});

/** Whose firewall speaks in the events of a component. */
function createOwnerAt(run: Run) {
  const owners = run.components.map((_, component) => ownerFor(run, component));
  return (component: number) => owners[component];
}

function apply(draft: Draft, owner: FilterOwner, { events }: Trace, row: number) {
  const tUs = events.tUs[row] ?? 0;
  const a = events.a[row] ?? 0;
  const b = events.b[row] ?? 0;
  const kind = kindOf(events.kind[row] ?? 0);
  switch (kind) {
    case 'fw-dropped':
    case 'fw-rejected':
      draft[kind === 'fw-dropped' ? 'dropped' : 'rejected'] += 1;
      draft.packets.set(b, (draft.packets.get(b) ?? 0) + 1);
      draft.last = { rule: b, tUs };
      break;
    case 'fw-counted':
      draft.packets.set(a, b);
      break;
    case 'fw-replaced':
      draft.ruleset = a;
      draft.chains = rulesetAt(owner, a) ?? draft.chains;
      draft.packets = new Map();
      delete draft.last;
      break;
    default:
  }
}
