/** Questions to a trace: counts, shares, the first or the last of requests or events. */
import { unpackThread } from './replica-threads.ts';
import { largestRate } from './monitoring/windows.ts';
import { actions, isAdminAction, isFault, type Action } from './run.ts';
import { eventKinds, outcomes, type EventKind, type Outcome, type Trace } from './trace.ts';
import { lostWrites, staleReads } from './write-fates.ts';

/** A time in milliseconds, or the moment at which a component's state becomes this for the first time. */
export type Moment =
  | number
  | {
      readonly component: string;
      /** What a load balancer marks the component as, or what has happened to it. */
      readonly state: 'down' | 'up' | 'stopping' | Exclude<Action, 'up'>;
    };

/** Which requests, or which events; all conditions hold. */
export interface Where {
  readonly outcome?: Outcome;
  /** The status that the client got; 0 for none. */
  readonly status?: number;
  /** The server that was tried last. */
  readonly server?: string;
  /** Attempts after the first, exactly or at least. */
  readonly retries?: number;
  readonly retries_at_least?: number;
  /** A request's number, from 1, as the request table counts. */
  readonly number?: number;
  /** Writes, or reads. */
  readonly write?: boolean;
  /** Writes that were acknowledged and that the databases have lost at the end; reads that missed one. */
  readonly lost?: boolean;
  readonly stale?: boolean;
  /** Events: the error that has stopped a thread of a replica, such as 1062. */
  readonly error?: number;
  /** Events: their kind, and the component that acts. */
  readonly kind?: EventKind;
  readonly component?: string;
}

/** What to say of the first or last: `t_ms` of a request is its arrival. */
export type MetricValue = 't_ms' | 'server' | 'status' | 'latency_ms' | 'retries';

interface Window {
  readonly where?: Where;
  /** Requests that arrive, or events that happen, from this moment on. */
  readonly from?: Moment;
  /** … and before this moment; the end of the run when it never comes. */
  readonly until?: Moment;
}

type Subject = 'requests' | 'events';

/** `expect`, predictions, missions and questions all use this. */
export type Metric =
  | (Window & { readonly count: Subject })
  /** The part, 0 to 1, of those `among` which `where` holds. */
  | (Window & { readonly share: 'requests'; readonly among?: Where })
  /**
   * Of the clients that sent requests both before and after the moment `from`, the part, 0 to 1, that changed servers at
   * it: `among` tells the server that they had before.
   */
  | (Window & { readonly moved: 'clients'; readonly among?: Pick<Where, 'server'> })
  /** Over the requests that have an answer: the latency that `p` percent of them do not exceed, and the mean. */
  | (Window & { readonly percentile: 'latency_ms'; readonly p: number })
  | (Window & { readonly mean: 'latency_ms' })
  /** How many requests are open, on the average of the time from `from` until `until`. */
  | (Window & { readonly mean: 'open' })
  /** The most answers per second that clients get in any window of this length. */
  | (Window & { readonly largest_rate: 'answers'; readonly window_ms: number })
  | (Window & { readonly first: Subject; readonly value?: MetricValue })
  | (Window & { readonly last: Subject; readonly value?: MetricValue });

/** The answer: a number, or the id of a component for `value: server`; `undefined` when there is no such request or event. */
export function measure(trace: Trace, metric: Metric): number | string | undefined {
  if ('count' in metric) return rowsOf(trace, metric, metric.count).length;
  if ('moved' in metric) return movedShare(trace, metric);
  if ('percentile' in metric) return percentileOf(latencies(trace, metric), metric.p);
  if ('largest_rate' in metric) {
    const ends = rowsOf(trace, metric, 'requests').flatMap((row) => {
      const endUs = trace.requests.endUs[row] ?? -1;
      return endUs < 0 ? [] : [endUs];
    });
    return largestRate(
      ends.sort((one, other) => one - other),
      metric.window_ms * 1000,
    );
  }
  if ('mean' in metric && metric.mean === 'open') return meanOpen(trace, metric);
  if ('mean' in metric) {
    const values = latencies(trace, metric);
    return values.length === 0
      ? undefined
      : values.reduce((sum, each) => sum + each, 0) / values.length;
  }
  if ('share' in metric) {
    const base = rowsOf(trace, { ...metric, where: metric.among }, 'requests');
    const part = base.filter((row) => matchesRequest(trace, row, metric.where));
    return base.length === 0 ? undefined : part.length / base.length;
  }
  const subject = 'first' in metric ? metric.first : metric.last;
  const row = rowsOf(trace, metric, subject).at('first' in metric ? 0 : -1);
  if (row === undefined) return undefined;
  if (subject === 'events') return (trace.events.tUs[row] ?? 0) / 1000;
  return valueOf(trace, row, metric.value ?? 't_ms');
}

/** The moment, in µs, from which on the answer cannot change any more. */
export function resolvedAtUs(trace: Trace, metric: Metric): number {
  const { endUs, requests } = trace;
  const untilUs = Math.min(momentUs(trace, metric.until) ?? endUs, endUs);
  const subject = subjectOf(metric);
  const rows = rowsOf(trace, { ...metric, where: undefined }, subject);
  if ('first' in metric || metric.where?.number !== undefined) {
    const [row] = rowsOf(trace, metric, subject);
    if (row === undefined) return untilUs;
    return subject === 'events' ? (trace.events.tUs[row] ?? endUs) : endOf(trace, row);
  }
  if (subject === 'events') return untilUs;
  return rows.reduce((latest, row) => Math.max(latest, endOf(trace, row)), untilUs);

  function endOf({ endUs: end }: Trace, row: number): number {
    const doneUs = requests.endUs[row] ?? -1;
    return doneUs < 0 ? end : doneUs;
  }
}

/** The smallest of `values` that at least `p` percent of them do not exceed; none of no values. */
export function percentileOf(values: readonly number[], p: number): number | undefined {
  const sorted = new Float64Array(values).sort();
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)];
}

/** Milliseconds, of the requests that were answered, well or badly. */
function latencies(trace: Trace, window: Window): number[] {
  return rowsOf(trace, window, 'requests').flatMap((row) => {
    const outcome = outcomes[trace.requests.outcome[row] ?? 0];
    const latency = valueOf(trace, row, 'latency_ms');
    return typeof latency === 'number' && outcome !== 'dropped' ? [latency] : [];
  });
}

function meanOpen(trace: Trace, { from, until }: Window): number | undefined {
  const { requests, endUs } = trace;
  const startUs = momentUs(trace, from) ?? 0;
  const untilUs = Math.min(momentUs(trace, until) ?? endUs, endUs);
  let sumUs = 0;
  for (let row = 0; row < requests.length; row++) {
    const endedUs = requests.endUs[row] ?? -1;
    const openedUs = Math.max(requests.arrivalUs[row] ?? 0, startUs);
    sumUs += Math.max(0, Math.min(endedUs < 0 ? endUs : endedUs, untilUs) - openedUs);
  }
  return untilUs > startUs ? sumUs / (untilUs - startUs) : undefined;
}

function subjectOf(metric: Metric): Subject {
  if ('count' in metric) return metric.count;
  if ('first' in metric) return metric.first;
  if ('last' in metric) return metric.last;
  return 'requests';
}

function movedShare(
  trace: Trace,
  { from, until, among }: Extract<Metric, { moved: 'clients' }>,
): number | undefined {
  const serverOf = (rows: readonly number[], keep: 'first' | 'last') => {
    const servers = new Map<number, number>();
    for (const row of rows) {
      const client = trace.requests.address[row] ?? 0;
      if (keep === 'last' || !servers.has(client)) {
        servers.set(client, trace.requests.server[row] ?? -1);
      }
    }
    return servers;
  };
  const before = serverOf(rowsOf(trace, { until: from }, 'requests'), 'last');
  const after = serverOf(rowsOf(trace, { from, until }, 'requests'), 'first');
  const both = [...before].filter(
    ([client, server]) =>
      after.has(client) &&
      (among?.server === undefined || trace.run.components[server]?.id === among.server),
  );
  const moved = both.filter(([client, server]) => after.get(client) !== server);
  return both.length === 0 ? undefined : moved.length / both.length;
}

/** When this moment comes, in µs; `undefined` when it never does, or none is given. */
export function momentUs({ run, events }: Trace, moment: Moment | undefined): number | undefined {
  if (moment === undefined) return undefined;
  if (typeof moment === 'number') return moment * 1000;
  const component = run.components.findIndex(({ id }) => id === moment.component);
  const { state } = moment;
  const isMark = state === 'down' || state === 'up' || state === 'stopping';
  if (isMark) return firstUs(eventKinds[`server-${state}`].code, () => true);
  const action = actions.indexOf(state);
  if (isAdminAction(state)) {
    return firstUs(eventKinds.administer.code, (row) => events.b[row] === action);
  }
  if (isFault(state)) return firstUs(eventKinds.fault.code, (row) => events.a[row] === action);
  const done = run.events.filter((event) => event.component === moment.component);
  const times = done.filter((event) => event.action === state).map(({ t_ms }) => t_ms * 1000);
  return times.length === 0 ? undefined : Math.min(...times);

  function firstUs(code: number, matches: (row: number) => boolean) {
    for (let row = 0; row < events.length; row++) {
      const isHere = events.kind[row] === code && events.component[row] === component;
      if (isHere && matches(row)) return events.tUs[row];
    }
    return undefined;
  }
}

function rowsOf(trace: Trace, { where, from, until }: Window, subject: Subject): number[] {
  const startUs = from === undefined ? 0 : (momentUs(trace, from) ?? Infinity);
  const untilUs = momentUs(trace, until) ?? Infinity;
  const table = trace[subject];
  const times = subject === 'requests' ? trace.requests.arrivalUs : trace.events.tUs;
  const matches = subject === 'requests' ? matchesRequest : matchesEvent;
  const rows: number[] = [];
  for (let row = 0; row < table.length; row++) {
    const tUs = times[row] ?? 0;
    if (tUs >= startUs && tUs < untilUs && matches(trace, row, where)) rows.push(row);
  }
  return rows;
}

function matchesRequest(trace: Trace, row: number, where: Where = {}): boolean {
  const { run, requests } = trace;
  const retries = requests.retries[row] ?? 0;
  return (
    (where.outcome === undefined || outcomes[requests.outcome[row] ?? 0] === where.outcome) &&
    (where.status === undefined || requests.status[row] === where.status) &&
    (where.server === undefined ||
      run.components[requests.server[row] ?? -1]?.id === where.server) &&
    (where.retries === undefined || retries === where.retries) &&
    (where.retries_at_least === undefined || retries >= where.retries_at_least) &&
    (where.number === undefined || row + 1 === where.number) &&
    (where.write === undefined || (requests.write[row] === 1) === where.write) &&
    (where.lost === undefined || lostWrites(trace).has(row) === where.lost) &&
    (where.stale === undefined || staleReads(trace).has(row) === where.stale)
  );
}

function matchesEvent({ run, events }: Trace, row: number, where: Where = {}): boolean {
  return (
    (where.kind === undefined || events.kind[row] === eventKinds[where.kind].code) &&
    (where.error === undefined || errorOf(events, row) === where.error) &&
    (where.component === undefined ||
      run.components[events.component[row] ?? -1]?.id === where.component)
  );
}

/** The error that has stopped a thread; `undefined` where none has. */
function errorOf({ kind, b }: Trace['events'], row: number): number | undefined {
  if (kind[row] !== eventKinds['replication-thread'].code) return undefined;
  const { state } = unpackThread(b[row] ?? 0);
  return typeof state === 'number' ? state : undefined;
}

function valueOf({ run, requests }: Trace, row: number, value: MetricValue) {
  const arrivalUs = requests.arrivalUs[row] ?? 0;
  const endUs = requests.endUs[row] ?? -1;
  switch (value) {
    case 't_ms':
      return arrivalUs / 1000;
    case 'server':
      return run.components[requests.server[row] ?? -1]?.id;
    case 'status':
      return requests.status[row];
    case 'retries':
      return requests.retries[row];
    case 'latency_ms':
      return endUs < 0 ? undefined : (endUs - arrivalUs) / 1000;
  }
}
