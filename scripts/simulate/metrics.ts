/** What a run amounts to, for each of its components. */
import { cpuUse } from '#sim/host/cpu-use.ts';
import { percentileOf } from '#sim/metric.ts';
import { resolveSettings } from '#sim/settings.ts';
import { kindOf, outcomes, type Outcome, type Trace } from '#sim/trace.ts';

/** Times are milliseconds; what does not apply to a component is left out. */
export interface ComponentMetrics {
  readonly id: string;
  readonly kind: string;
  /** Requests that reached it, or that a client sent. */
  readonly requests: number;
  /** Requests that ended badly here: errors that it made, connections that it refused, cut or lost; at a client, all that failed. */
  readonly errors: number;
  /** Attempts after the first: of a load balancer at its servers, of a client with new requests. */
  readonly retries?: number;
  /** Mean number of busy workers, and that as a part of all workers. */
  readonly busy?: number;
  readonly utilization?: number;
  /** Mean wait for a worker, or in a load balancer for a server, of all its requests. */
  readonly wait_ms?: number;
  readonly queue_max?: number;
  /** From a request's arrival here to the answer. */
  readonly p50_ms?: number;
  readonly p95_ms?: number;
  readonly p99_ms?: number;
}

export interface HostMetrics {
  readonly id: string;
  /** The part of its cores that was busy. */
  readonly cpu: number;
}

export interface RunMetrics {
  readonly requests: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly components: readonly ComponentMetrics[];
  readonly hosts: readonly HostMetrics[];
}

interface Tally {
  requests: number;
  errors: number;
  retries: number;
  busyUs: number;
  waitUs: number;
  queueMax: number;
  readonly latencies: number[];
  /** By request: since when it is here, holds a worker, waits. */
  readonly here: Map<number, number>;
  readonly held: Map<number, number>;
  readonly waiting: Map<number, number>;
}

const emptyTally = (): Tally => ({
  requests: 0,
  errors: 0,
  retries: 0,
  busyUs: 0,
  waitUs: 0,
  queueMax: 0,
  latencies: [],
  here: new Map(),
  held: new Map(),
  waiting: new Map(),
});

/** @param trace With its events. */
export function metricsOf(trace: Trace): RunMetrics {
  const { run, requests, events, endUs } = trace;
  const tallies = run.components.map(emptyTally);
  const indexOf = new Map(run.components.map(({ id }, index) => [id, index]));
  const farEnd = run.links.map(({ to }) => indexOf.get(to) ?? -1);

  for (let row = 0; row < events.length; row++) {
    const request = events.request[row] ?? -1;
    const tally = tallies[events.component[row] ?? -1];
    if (!tally || request === -1) continue;
    const tUs = events.tUs[row] ?? 0;
    const a = events.a[row] ?? 0;
    const b = events.b[row] ?? 0;
    switch (kindOf(events.kind[row] ?? 0)) {
      case 'send':
        arrive(tallies[farEnd[a] ?? -1], request, tUs + b);
        break;
      case 'connect':
        if (b > 1) tally.retries += 1;
        break;
      case 'client-retry':
        tally.retries += 1;
        break;
      case 'queue':
        wait(tally, request, tUs, a);
        break;
      case 'enqueue':
        wait(tally, request, tUs, b);
        break;
      case 'dequeue':
        stopWaiting(tally, request, tUs);
        break;
      case 'start':
        stopWaiting(tally, request, tUs);
        tally.held.set(request, tUs);
        break;
      case 'answer':
        if (a >= 500) tally.errors += 1;
        break;
      case 'refuse':
      case 'reset':
      case 'lost':
        tally.errors += 1;
        leave(tally, request, tUs, false);
        break;
      case 'hung':
        leave(tally, request, tUs, false);
        break;
      case 'reply':
        leave(tally, request, tUs, true);
        break;
      default:
    }
  }
  for (const tally of tallies) {
    for (const request of tally.held.keys()) leave(tally, request, endUs, false);
    for (const request of tally.waiting.keys()) stopWaiting(tally, request, endUs);
  }

  const counts: Record<Outcome, number> = { answered: 0, failed: 0, dropped: 0, 'in-flight': 0 };
  for (const code of requests.outcome) counts[outcomes[code] ?? 'in-flight'] += 1;
  return {
    requests: requests.length,
    outcomes: counts,
    components: tallies.map((_, index) => componentMetrics(trace, tallies, index, counts)),
    hosts: run.hosts.flatMap(({ id, cores }) =>
      cores === undefined ? [] : [{ id, cpu: cpuUse(trace, id) }],
    ),
  };
}

function arrive(tally: Tally | undefined, request: number, tUs: number) {
  if (!tally) return;
  tally.requests += 1;
  tally.here.set(request, tUs);
}

function wait(tally: Tally, request: number, tUs: number, length: number) {
  tally.waiting.set(request, tUs);
  tally.queueMax = Math.max(tally.queueMax, length);
}

function stopWaiting(tally: Tally, request: number, tUs: number) {
  tally.waitUs += tUs - (tally.waiting.get(request) ?? tUs);
  tally.waiting.delete(request);
}

function leave(tally: Tally, request: number, tUs: number, isAnswered: boolean) {
  stopWaiting(tally, request, tUs);
  tally.busyUs += tUs - (tally.held.get(request) ?? tUs);
  tally.held.delete(request);
  const sinceUs = tally.here.get(request);
  if (isAnswered && sinceUs !== undefined) tally.latencies.push((tUs - sinceUs) / 1000);
  tally.here.delete(request);
}

function componentMetrics(
  { run, requests, endUs }: Trace,
  tallies: readonly Tally[],
  index: number,
  counts: Readonly<Record<Outcome, number>>,
): ComponentMetrics {
  const { id = '', kind = 'web', settings } = run.components[index] ?? {};
  const tally = tallies[index] ?? emptyTally();
  const common = { id, kind, requests: tally.requests, errors: tally.errors };
  switch (kind) {
    case 'client': {
      const latencies: number[] = [];
      for (let request = 0; request < requests.length; request++) {
        const doneUs = requests.endUs[request] ?? -1;
        const isAnswered = outcomes[requests.outcome[request] ?? 0] === 'answered';
        if (isAnswered) latencies.push((doneUs - (requests.arrivalUs[request] ?? 0)) / 1000);
      }
      return {
        id,
        kind,
        requests: requests.length,
        errors: counts.failed + counts.dropped,
        retries: tally.retries,
        ...percentiles(latencies),
      };
    }
    case 'load-balancer':
      return {
        ...common,
        retries: tally.retries,
        ...waits(tally),
        ...percentiles(tally.latencies),
      };
    case 'web':
    case 'app':
    case 'database': {
      const { workers } = resolveSettings(kind, settings);
      const busy = endUs === 0 ? 0 : tally.busyUs / endUs;
      return {
        ...common,
        busy,
        ...(workers > 0 && { utilization: busy / workers }),
        ...waits(tally),
        ...percentiles(tally.latencies),
      };
    }
    default:
      return common;
  }
}

const waits = ({ waitUs, requests, queueMax }: Tally) => ({
  wait_ms: requests === 0 ? 0 : waitUs / requests / 1000,
  queue_max: queueMax,
});

function percentiles(latencies: readonly number[]) {
  if (latencies.length === 0) return {};
  return {
    p50_ms: percentileOf(latencies, 50),
    p95_ms: percentileOf(latencies, 95),
    p99_ms: percentileOf(latencies, 99),
  };
}
