/** Who holds which answer at a moment, and until when; and what the name servers would answer. */
import { rowsBy, rowsOfKinds } from '../rows.ts';
import type { Trace } from '../trace.ts';
import { applyChange, parseChange, type DnsRecord } from './records.ts';

export interface Holder {
  /** The client's IPv4 address, as a number; -1 for the resolver. */
  readonly client: number;
  /** In the order in which it tries them; none when it holds that there are none. */
  readonly addresses: readonly number[];
  readonly untilUs: number;
}

export interface DnsState {
  /** Of those who hold an answer that has not expired, the clients of each client component, by its index. */
  readonly clients: ReadonlyMap<number, readonly Holder[]>;
  readonly resolvers: ReadonlyMap<number, Holder>;
  /** What each name server has, by its index. */
  readonly records: ReadonlyMap<number, readonly DnsRecord[]>;
}

interface Answer extends Holder {
  readonly sinceUs: number;
  readonly addresses: number[];
}

const memories = new WeakMap<Trace, { rows: number; answers: ReadonlyMap<string, Answer> }>();

export function dnsAt(trace: Trace, tUs: number): DnsState {
  const clients = new Map<number, Holder[]>();
  const resolvers = new Map<number, Holder>();
  for (const [key, holder] of answersBy(trace, tUs)) {
    if (holder.untilUs <= tUs) continue;
    const component = Number(key.split('/')[0]);
    if (holder.client < 0) resolvers.set(component, holder);
    else clients.set(component, [...(clients.get(component) ?? []), holder]);
  }
  return { clients, resolvers, records: recordsAt(trace, tUs) };
}

/** The last answer that each has got. */
function answersBy(trace: Trace, tUs: number): ReadonlyMap<string, Answer> {
  const { events, requests } = trace;
  const rows = rowsBy(trace, rowsOfKinds(trace, ['dns-held']), tUs);
  const known = memories.get(trace);
  if (known?.rows === rows.length) return known.answers;
  const answers = new Map<string, Answer>();
  for (const row of rows) {
    const request = events.request[row] ?? -1;
    const client = request < 0 ? -1 : (requests.address[request] ?? 0);
    const sinceUs = events.tUs[row] ?? 0;
    const address = (events.a[row] ?? 0) >>> 0;
    const key = `${events.component[row] ?? -1}/${client}`;
    const before = answers.get(key);
    // The addresses of one answer come at one moment.
    if (before?.sinceUs === sinceUs && !before.addresses.includes(address)) {
      before.addresses.push(address);
      continue;
    }
    const untilUs = (events.b[row] ?? 0) * 1000;
    answers.set(key, { client, sinceUs, untilUs, addresses: address === 0 ? [] : [address] });
  }
  memories.set(trace, { rows: rows.length, answers });
  return answers;
}

function recordsAt(trace: Trace, tUs: number): ReadonlyMap<number, readonly DnsRecord[]> {
  const { run, events } = trace;
  const records = new Map<number, readonly DnsRecord[]>();
  run.components.forEach((component, index) => {
    if (component.kind === 'dns') records.set(index, component.records ?? []);
  });
  for (const row of rowsBy(trace, rowsOfKinds(trace, ['dns-record']), tUs)) {
    const component = events.component[row] ?? -1;
    const change = parseChange(String(run.events[events.a[row] ?? -1]?.value));
    if (change) records.set(component, applyChange(records.get(component) ?? [], change));
  }
  return records;
}
