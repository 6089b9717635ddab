/**
 * Recordings of how far a replica is behind. MariaDB counts in whole seconds of the wall clock, and a recording does not tell
 * at which part of a second it began: it matches when it does so for one such part.
 */
import type { GivenRequest } from '#sim/run.ts';
import type { Trace } from '#sim/trace.ts';
import { eventsOf, play, server, stateOf } from './database.ts';

export interface LagRecording {
  readonly model: {
    readonly replica: { readonly master_delay_s: number };
    readonly write_every_ms: number;
    readonly long_statement_s: number | null;
  };
  readonly events: readonly { readonly kind: string; readonly t_ms: number; readonly id: number }[];
  readonly observed: {
    readonly commits: { readonly rows: readonly (readonly [id: number, t_ms: number])[] };
    readonly long_statement?: { readonly start_t_ms: number; readonly end_t_ms: number } | null;
    readonly replica_samples: {
      readonly rows: readonly (readonly [t_ms: number, id: number, behind: string | null])[];
    };
    readonly never_visible: readonly number[];
  };
  readonly tolerance_ms: number;
}

const second = 1000;
const phaseStepMs = 25;
const settleMs = 60_000;

/** The recording machine paused now and then: so many samples may show less than there should be, and none more. */
const lateShare = 0.05;

export function lagDifferences(recording: LagRecording): string[] {
  let fewest: string[] | undefined;
  for (let phaseMs = 0; phaseMs < second; phaseMs += phaseStepMs) {
    const wrong = differencesAt(recording, phaseMs);
    if (!fewest || wrong.length < fewest.length) fewest = wrong;
    if (fewest.length === 0) break;
  }
  return fewest ?? [];
}

/** @param phaseMs How much of a second had gone when the recording began. */
function differencesAt(recording: LagRecording, phaseMs: number): string[] {
  const { observed, tolerance_ms: toleranceMs } = recording;
  const trace = playLag(recording, phaseMs);
  return [
    ...commitDifferences(trace, observed.commits.rows, phaseMs, toleranceMs),
    ...neverVisible(trace, observed),
    ...sampleDifferences(trace, observed.replica_samples.rows, phaseMs, toleranceMs),
  ];
}

function playLag({ model, events }: LagRecording, phaseMs: number): Trace {
  const writes = events.filter(({ kind }) => kind === 'write');
  const requests = [...writes.map(({ t_ms }) => ({ t_ms })), ...longStatement(model, writes)];
  const lastMs = Math.max(...requests.map(({ t_ms }) => t_ms));
  return play({
    servers: [
      server('p1'),
      server('p2', { read_only: true, master_delay_s: model.replica.master_delay_s }),
    ],
    replication: [['p1', 'p2']],
    workload: {
      mode: 'given',
      requests: requests
        .map((request) => ({
          ...request,
          t_ms: request.t_ms + phaseMs,
          write: true,
          database: 'p1',
        }))
        .sort((one, other) => one.t_ms - other.t_ms),
    },
    events: [],
    duration_ms: lastMs + settleMs,
  });
}

/** The long statement filled the one gap in which it has room, as soon as the next write was due. */
function longStatement(
  { long_statement_s: lengthS, write_every_ms: everyMs }: LagRecording['model'],
  writes: LagRecording['events'],
): GivenRequest[] {
  if (lengthS === null) return [];
  const before = writes.find(
    ({ t_ms }, index) => (writes[index + 1]?.t_ms ?? Infinity) - t_ms > lengthS * second,
  );
  const t_ms = (before?.t_ms ?? 0) + everyMs;
  return [{ t_ms, statement: 'create', service_ms: lengthS * second }];
}

function commitDifferences(
  trace: Trace,
  commits: LagRecording['observed']['commits']['rows'],
  phaseMs: number,
  toleranceMs: number,
): string[] {
  const times = new Map(eventsOf(trace, ['commit']).map(({ a: key, t_ms }) => [key, t_ms]));
  return commits.flatMap(([id, t_ms]) => {
    const simulated = (times.get(id) ?? Infinity) - phaseMs;
    const isNear = Math.abs(simulated - t_ms) <= toleranceMs;
    return isNear ? [] : [`row ${id} committed at ${t_ms} ms, simulated ${simulated} ms`];
  });
}

function neverVisible(trace: Trace, observed: LagRecording['observed']): string[] {
  const { rows } = stateOf(trace, 'p2');
  const missing = observed.commits.rows.map(([id]) => id).filter((id) => !rows.has(id));
  return missing.join() === observed.never_visible.join()
    ? []
    : [`never visible ${observed.never_visible.join()}, simulated ${missing.join()}`];
}

/** What was seen must lie between what the engine says a little earlier and a little later. */
function sampleDifferences(
  trace: Trace,
  samples: LagRecording['observed']['replica_samples']['rows'],
  phaseMs: number,
  toleranceMs: number,
): string[] {
  const late: string[] = [];
  const wrong = samples.flatMap(([t_ms, id, behind]) => {
    const times = timesAround(trace, t_ms + phaseMs, toleranceMs);
    const ids = times.map((time) => Math.max(0, ...stateOf(trace, 'p2', time).rows.keys()));
    const seconds = times.map((time) => stateOf(trace, 'p2', time).secondsBehind);
    if (id < Math.min(...ids)) late.push(`${t_ms} ms: newest row ${id}, simulated ${ids.join(' ')}`);
    return [
      ...(id > Math.max(...ids) ? [`${t_ms} ms: newest row ${id}, simulated ${ids.join(' ')}`] : []),
      ...(holds(seconds, behind === null ? undefined : Number(behind))
        ? []
        : [`${t_ms} ms: seconds behind ${behind}, simulated ${seconds.join(' ')}`]),
    ];
  });
  return late.length > Math.max(1, lateShare * samples.length) ? [...wrong, ...late] : wrong;
}

/** Whether the value is there, or lies between two that are. */
function holds(values: readonly (number | undefined)[], value: number | undefined): boolean {
  const numbers = values.filter((each) => each !== undefined);
  if (value === undefined) return numbers.length < values.length;
  return value >= Math.min(...numbers) && value <= Math.max(...numbers);
}

/** The moments within the tolerance at which something may change: the ends, events, whole seconds. */
function timesAround(trace: Trace, atMs: number, toleranceMs: number): number[] {
  const [from, until] = [Math.max(0, atMs - toleranceMs), atMs + toleranceMs];
  const applied = eventsOf(trace, ['apply', 'apply-start'])
    .map(({ t_ms }) => t_ms)
    .filter((t_ms) => t_ms > from && t_ms < until);
  const whole = Math.ceil(from / second) * second;
  return [from, ...applied, ...(whole < until ? [whole] : []), until].sort((a, b) => a - b);
}
