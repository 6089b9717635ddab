/** What the panel on observers shows at a moment: which request, its hops, and what the handshakes have cost. */
import { formatAddress } from '#sim/addresses.ts';
import { pathsInTrace } from '#sim/paths.ts';
import { rowsBy, rowsOfKinds } from '#sim/rows.ts';
import { carriesRequests, type Component, type Link, type Run } from '#sim/run.ts';
import { rowsUpTo } from '#sim/state.ts';
import { isTransparent } from '#sim/tls/encryption.ts';
import type { Message } from '#sim/tls/message.ts';
import { observe, type Observation } from '#sim/tls/observer.ts';
import { kindOf, tlsFailures, type EventKind, type TlsFailure, type Trace } from '#sim/trace.ts';

export interface Hop {
  readonly link: number;
  readonly observation: Observation;
  /** The machine that the hop does not leave. */
  readonly inside?: string;
}

export interface Spent {
  readonly component: Component;
  readonly us: number;
}

export interface Connecting {
  /** Microseconds; none while it is under way. */
  readonly tcpUs?: number;
  readonly tlsUs?: number;
  /** From the load balancer to a server, TCP and TLS. */
  readonly serverUs?: number;
  readonly failure?: TlsFailure;
}

export interface Observed {
  /** From 0. */
  readonly request: number;
  readonly message: Message;
  readonly hops: readonly Hop[];
  /** The id of the server that the request tried last. */
  readonly server: string | undefined;
  readonly balancer: Component | undefined;
  readonly connecting: Connecting;
  readonly spent: readonly Spent[];
}

/** Of the request that set out last; of the first one before that. */
export function observedAt(trace: Trace, tUs: number): Observed {
  const { run, requests } = trace;
  const arrivals = rowsBy(trace, rowsOfKinds(trace, ['arrive']), tUs);
  const request = Math.max(0, arrivals.length - 1);
  const server = run.components[requests.server[request] ?? -1]?.id;
  const message: Message = {
    method: requests.write[request] === 1 ? 'POST' : 'GET',
    path: pathsInTrace(trace)(request),
    client: formatAddress(requests.address[request] ?? 0),
  };
  return {
    request,
    message,
    hops: hopsOf(trace, request).map((link) => hopAt(run, link, message, server)),
    server,
    balancer: run.components.find(({ kind }) => kind === 'load-balancer'),
    connecting: connectingOf(trace, request, tUs),
    spent: spentBy(trace, tUs),
  };
}

/**
 * The links that HTTP takes from the request's client to the last component, one for each connection: those along which the
 * request was sent last, and where it has not come so far, the first that it could have taken. What is asked of a database
 * is no HTTP.
 */
function hopsOf(trace: Trace, request: number): number[] {
  const { run, requests } = trace;
  const { client, sent } = wayOf(trace, request);
  const byId = new Map(run.components.map((component) => [component.id, component]));
  const server = run.components[requests.server[request] ?? -1]?.id;
  const other = requests.write[request] === 1 ? 'reads' : 'writes';
  const mayCarry = (link: Link) =>
    carriesRequests(link) && link.carries !== other && byId.get(link.to)?.kind !== 'database';
  const hops: number[] = [];
  let at = run.components[client];
  while (at) {
    const { id } = at;
    const leaving = run.links.flatMap((link, index) =>
      link.from === id && mayCarry(link) ? [index] : [],
    );
    const link =
      sent.findLast((each) => leaving.includes(each)) ??
      leaving.find((each) => run.links[each]?.to === server) ??
      leaving[0];
    if (link === undefined) break;
    if (!isTransparent(at)) hops.push(link);
    at = byId.get(run.links[link]?.to ?? '');
  }
  return hops;
}

interface Way {
  /** Where the request comes from, as an index in `run.components`. */
  readonly client: number;
  /** The links along which it is sent in the whole run, in order of time. */
  readonly sent: readonly number[];
}

function wayOf(trace: Trace, request: number): Way {
  const { events } = trace;
  const rowsOf = (kind: EventKind) =>
    rowsOfKinds(trace, [kind]).filter((row) => events.request[row] === request);
  const [arrival] = rowsOf('arrive');
  return {
    client: arrival === undefined ? clientOf(trace.run) : (events.component[arrival] ?? -1),
    sent: rowsOf('send').map((row) => events.a[row] ?? -1),
  };
}

function hopAt(run: Run, link: number, message: Message, server?: string): Hop {
  const observation = observe(run, link, message, server);
  const { from, to } = observation;
  const host = from.host !== undefined && from.host === to.host ? from.host : undefined;
  const inside = run.hosts.find(({ id }) => id === host)?.title;
  return { link, observation, ...(inside !== undefined && { inside }) };
}

function connectingOf(trace: Trace, request: number, tUs: number): Connecting {
  const { events } = trace;
  const times = new Map<string, number>();
  let failure: TlsFailure | undefined;
  const end = rowsUpTo(trace, tUs);
  for (let row = 0; row < end; row++) {
    if (events.request[row] !== request) continue;
    const kind = kindOf(events.kind[row] ?? 0);
    const isClient = events.component[row] === clientOf(trace.run);
    const name = kind.startsWith('tls') && !isClient ? `server-${kind}` : kind;
    if (!times.has(name)) times.set(name, events.tUs[row] ?? 0);
    if (kind === 'tls-failed' && isClient) failure = tlsFailures[events.b[row] ?? 0];
  }
  const between = (from: string, to: string) => {
    const [start, done] = [times.get(from), times.get(to)];
    return start === undefined || done === undefined ? undefined : done - start;
  };
  return {
    tcpUs: between('tcp-open', 'tcp-opened'),
    tlsUs: between('tcp-opened', 'tls-opened'),
    serverUs: between('connect', 'connected'),
    failure,
  };
}

const clientOf = ({ components }: Run) => components.findIndex(({ kind }) => kind === 'client');

/** What handshakes have cost each component but the clients, those with nothing left out. */
function spentBy(trace: Trace, tUs: number): readonly Spent[] {
  const { run, events } = trace;
  const us = run.components.map(() => 0);
  for (const row of rowsBy(trace, rowsOfKinds(trace, ['tls-work']), tUs)) {
    const component = events.component[row] ?? 0;
    us[component] = (us[component] ?? 0) + (events.b[row] ?? 0);
  }
  return run.components.flatMap((component, index) => {
    const own = us[index] ?? 0;
    return own > 0 && component.kind !== 'client' ? [{ component, us: own }] : [];
  });
}
