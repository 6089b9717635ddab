/**
 * Recordings in which a replica's IO thread is stopped, more is written, the primary is killed and the replica promoted.
 * The script wrote one row after the other, each when the one before was answered.
 */
import { lostWrites } from '#sim/write-fates.ts';
import { outcomes, type Trace } from '#sim/trace.ts';
import { compare, eventsOf, play, server, stateOf, yesOrNo, type Settings } from './database.ts';

interface CrashEvent {
  readonly kind: string;
  readonly t_ms?: number;
  readonly replica_gtid?: string;
  readonly primary_gtid?: string;
  readonly waited_ms?: number;
  readonly answered?: boolean;
  readonly value?: boolean;
  readonly Rpl_semi_sync_master_status?: string;
}

export interface CrashRecording {
  readonly model: {
    readonly mode: string;
    readonly semi_sync_timeout_ms: number | null;
    readonly writes_before_io_stop: number;
    readonly writes_after_io_stop: number;
  };
  readonly events: readonly CrashEvent[];
  readonly observed: {
    readonly acknowledged: readonly number[];
    /** The smallest key, the largest, and how many there are. */
    readonly on_replica_after_promotion: readonly number[];
    readonly lost_acknowledged: readonly number[];
    readonly n_lost: number;
    readonly new_primary_first_write_ok: boolean;
    readonly old_primary_rows_after_restart: readonly number[];
    readonly rows_only_on_old_primary: readonly number[];
    readonly old_primary_rejoin: {
      readonly io_running: string;
      readonly sql_running: string;
      readonly last_io_errno: string;
    };
  };
  readonly tolerance_ms: number;
}

/** What a script does after a kill takes no time here; the old primary comes back a second later. */
const pauseMs = 1000;

/** CREATE DATABASE and CREATE TABLE came before the first row, and have numbers too. */
const statementsBefore = 2;

export function crashDifferences(recording: CrashRecording): string[] {
  const { events, observed, tolerance_ms } = recording;
  const killMs = killAfterStop(events);
  const trace = playCrash(recording, killMs);
  const keys = new Map(
    eventsOf(trace, ['binlog-write']).map(({ request, a: key }) => [request, key]),
  );
  const keysOf = (requests: Iterable<number>) =>
    [...requests].map((request) => keys.get(request) ?? 0).sort((a, b) => a - b);
  const [old, fresh] = [stateOf(trace, 'p1'), stateOf(trace, 'p2')];
  const oldKeys = [...old.rows.keys()];
  const lost = keysOf(lostWrites(trace));
  return [
    ...compare('acknowledged', observed.acknowledged, keysOf(acknowledged(trace))),
    ...compare('on replica', observed.on_replica_after_promotion, extent([...fresh.rows.keys()])),
    ...compare('lost', observed.lost_acknowledged, lost),
    ...compare('number lost', observed.n_lost, lost.length),
    ...compare('may write', observed.new_primary_first_write_ok, !fresh.isReadOnly),
    ...compare('on old primary', observed.old_primary_rows_after_restart, extent(oldKeys)),
    ...compare(
      'only on old primary',
      observed.rows_only_on_old_primary,
      oldKeys.filter((key) => !fresh.rows.has(key)),
    ),
    ...compare('IO thread', observed.old_primary_rejoin.io_running, yesOrNo(old.io === 'runs')),
    ...compare('SQL thread', observed.old_primary_rejoin.sql_running, yesOrNo(old.sql === 'runs')),
    ...compare('IO error', observed.old_primary_rejoin.last_io_errno, String(old.io)),
    ...events.flatMap((event) => eventDifferences(event, trace, killMs, tolerance_ms)),
  ];
}

/** Everything before takes no time here, so that the run begins when the IO thread is stopped. */
function killAfterStop(events: readonly CrashEvent[]): number {
  const timeOf = (kind: string) => events.find((event) => event.kind === kind)?.t_ms ?? 0;
  return timeOf('primary_kill_9') - timeOf('replica_io_thread_stopped');
}

function playCrash({ model }: CrashRecording, killMs: number): Trace {
  const { writes_before_io_stop: before, writes_after_io_stop: after } = model;
  const waits = model.mode === 'semi-sync';
  const primary: Settings = waits
    ? {
        rpl_semi_sync_master_enabled: true,
        rpl_semi_sync_master_wait_point: 'AFTER_SYNC',
        rpl_semi_sync_master_timeout_ms: model.semi_sync_timeout_ms ?? 10_000,
      }
    : {};
  return play({
    servers: [
      server('p1', primary),
      server('p2', { read_only: true, rpl_semi_sync_slave_enabled: waits }),
    ],
    replication: [['p1', 'p2']],
    workload: {
      mode: 'closed-loop',
      // With semi-sync, one write looks how long it has to wait.
      count: before + (waits ? 1 : 0) + after,
      concurrency: 1,
      write_share: 1,
    },
    events: [
      { t_ms: 0, after_request: before - 1, component: 'p2', action: 'replication-stop' },
      { t_ms: killMs, component: 'p1', action: 'refuse' },
      { t_ms: killMs, component: 'p2', action: 'promote' },
      { t_ms: killMs + pauseMs, component: 'p1', action: 'up' },
    ],
    duration_ms: killMs + 2 * pauseMs,
  });
}

const acknowledged = ({ requests }: Trace) =>
  Array.from({ length: requests.length }, (_, request) => request).filter(
    (request) => requests.outcome[request] === outcomes.indexOf('answered'),
  );

const extent = (keys: readonly number[]) => [Math.min(...keys), Math.max(...keys), keys.length];

/** What the script saw on its way. */
function eventDifferences(
  event: CrashEvent,
  trace: Trace,
  killMs: number,
  toleranceMs: number,
): string[] {
  const before = killMs - 0.001;
  const primary = stateOf(trace, 'p1', before);
  const last = trace.requests.length - 1;
  switch (event.kind) {
    case 'replica_io_thread_stopped':
      return compare('GTID of replica', event.replica_gtid, gtid(stateOf(trace, 'p2', before).position));
    case 'primary_kill_9':
      return compare('GTID of primary', event.primary_gtid, gtid(primary.position));
    case 'semi_sync_status_on_primary': {
      const status = primary.semiSync === true ? 'ON' : 'OFF';
      return compare('semi-sync', event.Rpl_semi_sync_master_status, status);
    }
    case 'unacknowledged_row_visible_on_primary_to_others':
      return compare('visible', event.value, primary.waitingCommits === 0);
    case 'write_waits_for_replica_ack':
      return compare('answered', event.answered, acknowledged(trace).includes(last));
    case 'write_acknowledged_after_semi_sync_timeout': {
      const waitedMs = longestMs(trace);
      const isNear = Math.abs(waitedMs - (event.waited_ms ?? 0)) <= toleranceMs;
      return isNear ? [] : [`waited ${event.waited_ms} ms, simulated ${waitedMs}`];
    }
    default:
      return [];
  }
}

const gtid = (position: number) => `0-1-${position + statementsBefore}`;

const longestMs = ({ requests }: Trace) =>
  Math.max(
    ...requests.endUs.map((endUs, request) => (endUs - (requests.arrivalUs[request] ?? 0)) / 1000),
  );
