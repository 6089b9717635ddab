/** What a figure needs whose clients look up a name: name servers and resolvers at work, and words for them. */
import { dnsAt, type DnsState } from '#sim/dns/dns-at.ts';
import { leftBehind } from '#sim/dns/happy-eyeballs.ts';
import { createNameServer } from '#sim/dns/name-server.ts';
import { createNames, usualName } from '#sim/dns/names.ts';
import { dnsResults, lookUp } from '#sim/dns/records.ts';
import { answerSources } from '#sim/dns/resolver.ts';
import type { Modules } from '#sim/modules.ts';
import { rowsOfKinds } from '#sim/rows.ts';
import type { Run } from '#sim/run.ts';
import type { Trace } from '#sim/trace.ts';
import { actions, drawing, marks, texts } from '#strings/dns.ts';
import { moment } from '#strings/flow.ts';
import type { Lexicon, Told } from './lexicon.ts';

export const modules: Modules = { dns: createNameServer, names: createNames };

export const lexicon: Lexicon = {
  texts: {
    'dns-query': ({ request, a, nameOf }) =>
      a < 0 ? texts.asksResolver(request) : texts.asksServer(nameOf(a), request),
    'dns-answer': answerText,
    'dns-next': nextText,
    'dns-held': heldText,
    'dns-record': (told) => texts.record(told.at, changeOf(told)),
  },
  marks: {
    'dns-record': () => ({ kind: 'up', label: marks.record }),
    'dns-answer': ({ trace, row }) =>
      newsOf(trace).has(row) ? { kind: 'down', label: marks.servfail } : undefined,
  },
  news: newsOf,
  actions,
  subtitle: subtitleOf,
  longestSubtitle: (run, component) => {
    const kind = run.components[component]?.kind;
    if (kind === 'dns') return drawing.answers('203.0.113.100', 2);
    return kind === 'client' && asks(run, component) ? drawing.stale(888) : undefined;
  },
};

function answerText({ request, a, b }: Told): string {
  const result = dnsResults[a] ?? 'answered';
  if (result !== 'answered') return texts[result](request);
  return texts.answered(request, answerSources[b] === 'cache');
}

function nextText({ trace: { run }, request, a, b, nameOf }: Told): string {
  const end = run.components.findIndex(({ id }) => id === run.links[a]?.to);
  switch (leftBehind[b]) {
    case 'refused':
      return texts.refused(request, nameOf(end));
    case 'silent':
      return end < 0 ? texts.nobody(request) : texts.next(request, nameOf(end));
    default:
      return texts.nobody(request);
  }
}

function heldText({ request, a, b }: Told): string {
  const address = a === 0 ? texts.nothing : addressText(a >>> 0);
  const until = moment(b, 2);
  return request > 0
    ? texts.clientHolds(request, address, until)
    : texts.resolverHolds(address, until);
}

const changeOf = ({ trace: { run }, a }: Told): string => String(run.events[a]?.value ?? '');

const addressText = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');

const asks = ({ links, components }: Run, component: number): boolean =>
  links.some(({ from, carries }) => carries === 'queries' && from === components[component]?.id);

function subtitleOf(trace: Trace, component: number, tUs: number): string | undefined {
  const { run } = trace;
  const kind = run.components[component]?.kind;
  if (kind === 'dns') {
    const [first, ...others] = currentOf(run, dnsAt(trace, tUs), component);
    return first === undefined
      ? drawing.noName
      : drawing.answers(addressText(first), others.length);
  }
  if (kind !== 'client' || !asks(run, component)) return undefined;
  const stale = staleAt(trace, component, tUs);
  return stale > 0 ? drawing.stale(stale) : undefined;
}

/** What the name server answers for the site's name. */
function currentOf({ workload }: Run, { records }: DnsState, server: number): readonly number[] {
  return lookUp(records.get(server) ?? [], workload.name ?? usualName, 0).addresses;
}

/** How many clients would first try an address that no name server says any more. */
function staleAt(trace: Trace, component: number, tUs: number): number {
  const state = dnsAt(trace, tUs);
  const current = new Set(
    [...state.records.keys()].flatMap((server) => currentOf(trace.run, state, server)),
  );
  const holders = state.clients.get(component) ?? [];
  return holders.filter(({ addresses: [first] }) => first !== undefined && !current.has(first))
    .length;
}

const news = new WeakMap<Trace, ReadonlySet<number>>();

/** The first failed look-up after one that worked. */
function newsOf(trace: Trace): ReadonlySet<number> {
  const known = news.get(trace);
  if (known) return known;
  const first = new Set<number>();
  let before = 'answered';
  for (const row of rowsOfKinds(trace, ['dns-answer'])) {
    const result = dnsResults[trace.events.a[row] ?? 0] ?? 'answered';
    if (result === 'servfail' && before !== result) first.add(row);
    before = result;
  }
  news.set(trace, first);
  return first;
}
