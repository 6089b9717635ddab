/** What the system is like at a moment: the trace's events told up to then, from the nearest checkpoint. */
import { countUpTo } from './count-up-to.ts';
import { actions, programOf, type AdminState, type Fault, type Run } from './run.ts';
import { copyOccupancy, emptyOccupancy, occupy, vacate, type Occupancy } from './occupancy.ts';
import { resolveSettings } from './settings.ts';
import {
  initialRequest,
  moveRequest,
  type RequestRecord,
  type RequestState,
} from './request-state.ts';
import {
  kindOf,
  outcomes,
  unpackCheck,
  type CheckReason,
  type EventKind,
  type Trace,
} from './trace.ts';

export interface ComponentState {
  readonly fault: Fault;
  /** Requests that hold a worker, and requests that wait for one; at a load balancer, those that wait in its queues. */
  readonly busy: number;
  readonly waiting: number;
  /** Requests that it has served, well or badly. */
  readonly served: number;
}

type VerdictOf<Kind extends EventKind> = Kind extends `server-${infer Verdict}` ? Verdict : never;
export type Verdict = VerdictOf<EventKind>;

/** What a load balancer believes of one of its servers. */
export interface Belief {
  /** Indices of components, and of the link between them. */
  readonly balancer: number;
  readonly server: number;
  readonly link: number;
  /** The latest `server-…` event that was about it. */
  readonly verdict: Verdict;
  /** nginx: until when it is left out, or tried by one request only, and whether that is over. */
  readonly untilMs: number;
  readonly isOver: boolean;
  /** What an administrator has said. */
  readonly admin: AdminState;
  readonly fall: number;
  readonly rise: number;
  /** Checks failed, or passed, since the last one that ended otherwise. */
  readonly failedInRow: number;
  readonly passedInRow: number;
  readonly lastReason?: CheckReason;
  /** How often the load balancer has chosen the server. */
  readonly chosen: number;
  /** Requests that wait in the load balancer for this very server. */
  readonly waiting: number;
  /** The check under way. */
  readonly check?: { readonly startUs: number; readonly latencyUs: number };
}

export interface SystemState {
  readonly tUs: number;
  /** Requests so far; those in flight are `arrived` less the other three. */
  readonly arrived: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
  /** By index in `run.components`. */
  readonly components: readonly ComponentState[];
  readonly beliefs: readonly Belief[];
  /** Requests in flight. */
  readonly requests: ReadonlyMap<number, RequestState>;
  /** Requests of probes, which are no users'. */
  readonly probes: ReadonlyMap<number, RequestState>;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The state while events are applied to it. */
interface Draft extends Omit<
  Writable<SystemState>,
  'components' | 'beliefs' | 'requests' | 'probes'
> {
  components: (Occupancy & { fault: Fault; inQueue: number })[];
  beliefs: Writable<Belief>[];
  requests: Map<number, RequestRecord>;
  probes: Map<number, RequestRecord>;
  /** How many events have been applied. */
  rows: number;
}

const checkpointEvery = 1024;

interface Memory {
  readonly checkpoints: Draft[];
  /** The state that was last asked for: a figure that plays asks for the next one soon. */
  latest: Draft;
}

const memories = new WeakMap<Trace, Memory>();

/**
 * The state after everything that happened up to and including `tUs`. Cheap enough to call for every frame: no more
 * events are applied than lie between two checkpoints.
 */
export function stateAt(trace: Trace, tUs: number): SystemState {
  const end = rowsUpTo(trace, tUs);
  const memory = memories.get(trace) ?? remember(trace);
  const { checkpoints, latest } = memory;
  let last = checkpoints.at(-1) as Draft;
  for (let row = rowAfter(last); row <= end; row = rowAfter(last)) {
    last = copy(last);
    applyUpTo(trace, last, row);
    checkpoints.push(last);
  }
  const checkpoint = checkpoints.findLast(({ rows }) => rows <= end) as Draft;
  const isNearer = latest.rows <= end && latest.rows > checkpoint.rows;
  const draft = copy(isNearer ? latest : checkpoint);
  applyUpTo(trace, draft, end);
  memory.latest = draft;
  return {
    ...draft,
    tUs,
    beliefs: draft.beliefs.map((belief) => ({ ...belief, isOver: tUs >= belief.untilMs * 1000 })),
    components: draft.components.map(({ fault, inQueue, held, queued, stuck, served }) => ({
      fault,
      busy: held.size + stuck,
      waiting: queued.size + inQueue,
      served,
    })),
  };
}

function remember(trace: Trace): Memory {
  const first = start(trace);
  const memory = { checkpoints: [first], latest: first };
  memories.set(trace, memory);
  return memory;
}

/**
 * Where the next checkpoint is. A copy costs as much as there are requests in flight, so that a run that never empties has
 * its checkpoints further apart, and all of them together do not hold more than its events.
 */
function rowAfter({ rows, requests }: Draft): number {
  return rows + Math.max(checkpointEvery, 4 * requests.size);
}

/** How many events have happened by `tUs`, those at `tUs` included. */
export function rowsUpTo({ events }: Trace, tUs: number): number {
  return countUpTo(events.length, (row) => events.tUs[row] ?? 0, tUs);
}

function start({ run }: Trace): Draft {
  const indexOf = (id: string) => run.components.findIndex((component) => component.id === id);
  return {
    tUs: 0,
    rows: 0,
    arrived: 0,
    answered: 0,
    failed: 0,
    dropped: 0,
    components: run.components.map(() => ({ ...emptyOccupancy(), fault: 'up', inQueue: 0 })),
    beliefs: run.links.flatMap(({ from, to }, link) => {
      const balancer = indexOf(from);
      const component = run.components[balancer];
      if (component?.kind !== 'load-balancer') return [];
      const { fall, rise } =
        programOf(component) === 'haproxy'
          ? resolveSettings('haproxy', component.settings)
          : { fall: 0, rise: 0 };
      return {
        balancer,
        server: indexOf(to),
        link,
        verdict: 'up' as const,
        fall,
        rise,
        failedInRow: 0,
        passedInRow: 0,
        admin: 'ready' as const,
        chosen: 0,
        waiting: 0,
        untilMs: 0,
        isOver: true,
      };
    }),
    requests: new Map(),
    probes: new Map(),
  };
}

function copy(draft: Draft): Draft {
  return {
    ...draft,
    components: draft.components.map((component) => ({
      ...component,
      ...copyOccupancy(component),
    })),
    beliefs: draft.beliefs.map((belief) => ({ ...belief })),
    requests: copyRecords(draft.requests),
    probes: copyRecords(draft.probes),
  };
}

const copyRecords = (records: Draft['requests']): Draft['requests'] =>
  new Map(
    [...records].map(([request, record]) => [request, { ...record, path: [...record.path] }]),
  );

function applyUpTo(trace: Trace, draft: Draft, end: number) {
  for (; draft.rows < end; draft.rows++) apply(trace, draft, draft.rows);
}

function apply({ run, events }: Trace, draft: Draft, row: number) {
  const kind = kindOf(events.kind[row] ?? 0);
  const tUs = events.tUs[row] ?? 0;
  const index = events.component[row] ?? 0;
  const request = events.request[row] ?? -1;
  const a = events.a[row] ?? 0;
  const b = events.b[row] ?? 0;
  const component = draft.components[index];
  if (!component) return;

  if (request === -1) {
    if (kind === 'fault') applyFault(run, component, index, a);
    else judge(draft, kind, index, a, b, tUs);
    return;
  }
  if (kind === 'arrive') {
    draft.arrived += 1;
    draft.requests.set(request, initialRequest(request, index, b === 1, tUs));
    return;
  }
  if (kind === 'probe-start') draft.probes.set(request, initialRequest(request, index, false, tUs));
  occupy(component, kind, request);
  switch (kind) {
    case 'enqueue':
    case 'dequeue':
      waitInQueue(draft, component, kind, a, b);
      break;
    case 'choose': {
      const belief = draft.beliefs.find(
        ({ balancer, server }) => balancer === index && server === a,
      );
      if (belief) belief.chosen += 1;
      return;
    }
    case 'end':
    case 'give-up': {
      const outcome = kind === 'end' ? outcomes[b] : 'dropped';
      if (outcome && outcome !== 'in-flight') draft[outcome] += 1;
      draft.requests.delete(request);
      return;
    }
    case 'probe-passed':
    case 'probe-failed':
      draft.probes.delete(request);
      return;
    default:
  }
  const record = draft.requests.get(request) ?? draft.probes.get(request);
  if (!record) return;
  moveRequest(record, { kind, tUs, component: index, a, b }, run.links, run.components);
}

function applyFault(
  run: Run,
  component: Draft['components'][number],
  index: number,
  action: number,
) {
  component.fault = (actions[action] ?? 'up') as Fault;
  // A load balancer that refuses keeps the requests that it has.
  if (run.components[index]?.kind === 'load-balancer') return;
  if (component.fault === 'refuse') vacate(component);
  else if (component.fault !== 'hang') component.stuck = 0;
}

/** Follows who waits in a load balancer. */
function waitInQueue(
  draft: Draft,
  balancer: Draft['components'][number],
  kind: 'enqueue' | 'dequeue',
  link: number,
  length: number,
) {
  balancer.inQueue += kind === 'enqueue' ? 1 : -1;
  const belief = draft.beliefs.find((candidate) => candidate.link === link);
  if (belief) belief.waiting = length;
}

/** Follows the health checks, and what they lead to. */
function judge(
  draft: Draft,
  kind: EventKind,
  server: number,
  balancer: number,
  b: number,
  tUs: number,
) {
  const belief = draft.beliefs.find(
    (candidate) => candidate.balancer === balancer && candidate.server === server,
  );
  if (!belief) return;
  switch (kind) {
    case 'check-start':
      belief.check = { startUs: tUs, latencyUs: b };
      break;
    case 'check-passed':
    case 'check-failed': {
      const passed = kind === 'check-passed';
      belief.lastReason = unpackCheck(b).reason;
      belief.passedInRow = passed ? belief.passedInRow + 1 : 0;
      belief.failedInRow = passed ? 0 : belief.failedInRow + 1;
      delete belief.check;
      break;
    }
    case 'administer':
      if (actions[b] !== 'weight') belief.admin = actions[b] as AdminState;
      break;
    default:
      if (!kind.startsWith('server-')) return;
      belief.verdict = kind.slice('server-'.length) as Verdict;
      belief.untilMs = b;
  }
}
