/** How the databases stand at a moment: what SHOW SLAVE STATUS and SHOW STATUS would say. */
import { rowsBy, rowsOfKinds } from '../rows.ts';
import { isFault, actions, statements, type Run, type Statement } from '../run.ts';
import { resolveSettings } from '../settings.ts';
import { kindOf, readOnlyReasons, type EventKind, type Trace } from '../trace.ts';
import { unpackThread, type ThreadState } from '../replica-threads.ts';

export interface DatabaseState {
  /** A replica has a source, unless others read from it and it takes writes. */
  readonly role: 'primary' | 'replica';
  readonly isReadOnly: boolean;
  /** Why, since it is not as configured. */
  readonly readOnlyBecause: (typeof readOnlyReasons)[number];
  /** The database that it reads from; -1 for none. */
  readonly source: number;
  readonly io: ThreadState;
  readonly sql: ThreadState;
  /** Transactions in its binary log, and in its relay log those that are not applied. */
  readonly position: number;
  readonly relayLog: number;
  /** Seconds_Behind_Master; `undefined` is its NULL: a thread stands, or there is no source. */
  readonly secondsBehind: number | undefined;
  /** Rpl_semi_sync_master_status; `undefined` where it is not enabled. */
  readonly semiSync: boolean | undefined;
  /** Commits that wait for a replica. */
  readonly waitingCommits: number;
  readonly isCutOff: boolean;
  readonly isPromoting: boolean;
  /**
   * Of a group: how many members it sees, itself included, and how many the group has; `undefined` for one whose process has
   * ended, until it is taken in again.
   */
  readonly group: { readonly seen: number; readonly of: number } | undefined;
  /** Each row's key, and the request that wrote it last. */
  readonly rows: ReadonlyMap<number, number>;
}

type Draft = { -readonly [K in keyof DatabaseState]: DatabaseState[K] } & {
  rows: Map<number, number>;
  prepared: Set<number>;
  isDown: boolean;
  /** Of a group, whether or not it has been taken in. */
  readonly isMember: boolean;
  /** What the SQL thread is at: the second in which it ended on its first database. */
  applying: { readonly second: number; readonly statement: Statement } | undefined;
};

const kinds: readonly EventKind[] = [
  'fault',
  'binlog-write',
  'commit',
  'relay-write',
  'apply-start',
  'apply',
  'replication-thread',
  'semi-sync',
  'promotion',
  'read-only',
  'partition',
  'group-view',
];

interface Memory {
  /** How many events have been told, and what they come to. */
  told: number;
  drafts: ReadonlyMap<number, Draft>;
}

const memories = new WeakMap<Trace, Memory>();

/**
 * By the component's index: the databases that replicate, up to and including `tUs`. The rows are those of the trace's
 * latest moment that was asked for; whoever keeps them copies them.
 */
export function databaseAt(trace: Trace, tUs: number): ReadonlyMap<number, DatabaseState> {
  const rows = rowsBy(trace, rowsOfKinds(trace, kinds), tUs);
  let memory = memories.get(trace);
  if (!memory || memory.told > rows.length) {
    memory = { told: 0, drafts: start(trace.run) };
    memories.set(trace, memory);
  }
  const { drafts } = memory;
  for (const row of rows.slice(memory.told)) tell(trace, drafts, row);
  memory.told = rows.length;
  return new Map(
    [...drafts].map(([component, draft]) => [component, finished(draft, drafts, component, tUs)]),
  );
}

/** The databases that have a link of replication, or belong to a group. */
function start({ components, links }: Run): ReadonlyMap<number, Draft> {
  const replication = links.filter(({ carries }) => carries === 'replication');
  const drafts = new Map<number, Draft>();
  let members = 0;
  components.forEach(({ id, kind, settings: given }, index) => {
    const isJoined = replication.some(({ from, to }) => from === id || to === id);
    if (kind !== 'database' || !isJoined) return;
    const settings = resolveSettings('database', given);
    const incoming = replication.find(({ to }) => to === id);
    const isMember = settings.group_replication;
    if (isMember) members += 1;
    const source = isMember ? -1 : components.findIndex((each) => each.id === incoming?.from);
    drafts.set(index, {
      role: 'primary',
      // The first member of a group is its primary.
      isReadOnly: settings.read_only || members > (isMember ? 1 : Infinity),
      readOnlyBecause: 'configured',
      source,
      io: source < 0 ? 'stopped' : 'runs',
      sql: source < 0 ? 'stopped' : 'runs',
      position: 0,
      relayLog: 0,
      secondsBehind: undefined,
      semiSync: settings.rpl_semi_sync_master_enabled ? true : undefined,
      waitingCommits: 0,
      isCutOff: false,
      isPromoting: false,
      group: undefined,
      isMember,
      rows: new Map(),
      prepared: new Set(),
      isDown: false,
      applying: undefined,
    });
  });
  return drafts;
}

function tell({ events }: Trace, drafts: ReadonlyMap<number, Draft>, row: number) {
  const draft = drafts.get(events.component[row] ?? -1);
  if (!draft) return;
  const request = events.request[row] ?? -1;
  const a = events.a[row] ?? 0;
  const b = events.b[row] ?? 0;
  switch (kindOf(events.kind[row] ?? 0)) {
    case 'fault': {
      const action = actions[a] ?? 'up';
      if (isFault(action)) draft.isDown = action === 'refuse';
      if (!draft.isDown) break;
      draft.applying = undefined;
      draft.group = undefined;
      break;
    }
    case 'binlog-write':
      draft.position = b;
      draft.prepared.add(request);
      break;
    case 'commit':
      draft.prepared.delete(request);
      change(draft, statements[b] ?? 'insert', a, request);
      break;
    case 'relay-write':
      draft.relayLog = a;
      break;
    case 'apply-start':
      draft.applying = { second: a, statement: statements[b] ?? 'insert' };
      break;
    case 'apply':
      change(draft, draft.applying?.statement ?? 'insert', a, request);
      draft.position = b;
      draft.relayLog = Math.max(0, draft.relayLog - 1);
      draft.applying = undefined;
      break;
    case 'replication-thread': {
      const { thread, state } = unpackThread(b);
      draft[thread] = state;
      if (a !== draft.source) forget(draft);
      draft.source = a;
      if (draft.sql === 'stopped' && thread === 'io' && a >= 0) draft.sql = 'runs';
      break;
    }
    case 'semi-sync':
      draft.semiSync = a === 1;
      break;
    case 'promotion':
      draft.isPromoting = a === 0;
      if (a === 0) break;
      draft.source = -1;
      forget(draft);
      break;
    case 'read-only':
      draft.isReadOnly = a === 1;
      draft.readOnlyBecause = readOnlyReasons[b] ?? 'configured';
      break;
    case 'partition':
      draft.isCutOff = a === 1;
      break;
    case 'group-view':
      draft.group = { seen: a, of: b };
      break;
    default:
  }
}

function change({ rows }: Draft, statement: Statement, row: number, request: number) {
  if (statement === 'delete') rows.delete(row);
  else if (statement === 'insert' || statement === 'update') rows.set(row, request);
}

function forget(draft: Draft) {
  draft.relayLog = 0;
  draft.applying = undefined;
}

function finished(
  draft: Draft,
  drafts: ReadonlyMap<number, Draft>,
  component: number,
  tUs: number,
): DatabaseState {
  const { source, isReadOnly, io, sql, applying, prepared, isMember } = draft;
  const isRead = [...drafts.values()].some((other) => other.source === component);
  const isReplica = isMember ? isReadOnly : source >= 0 && (isReadOnly || !isRead);
  const isFollowing = source >= 0 && io === 'runs' && sql === 'runs' && !draft.isDown;
  // The master's clock and the replica's are one here.
  const age = applying ? Math.max(0, Math.floor(tUs / 1_000_000) - applying.second) : 0;
  return {
    ...draft,
    role: isReplica ? 'replica' : 'primary',
    waitingCommits: prepared.size,
    secondsBehind: isFollowing ? age : undefined,
  };
}
