/** Recordings of MariaDB's replication: which kind one is, and what they have in common. */
import { allModules } from '#sim/all-modules.ts';
import { simulate } from '#sim/simulate.ts';
import { databaseAt, type DatabaseState } from '#sim/database/database-at.ts';
import type { Component, Link, Run, RunEvent, Workload } from '#sim/run.ts';
import type { SettingValue } from '#sim/settings.ts';
import { kindOf, type EventKind, type Trace } from '#sim/trace.ts';
import { crashDifferences, type CrashRecording } from './database-crash.ts';
import { lagDifferences, type LagRecording } from './database-lag.ts';
import { readOnlyDifferences, type ReadOnlyRecording } from './database-read-only.ts';
import { splitBrainDifferences, type SplitBrainRecording } from './database-split-brain.ts';
import { NotModelled } from './translate.ts';

export interface DatabaseRecording {
  readonly model: Readonly<Record<string, unknown>>;
}

/** One line for each difference; none when the engine does what MariaDB did. @throws NotModelled */
export function databaseDifferences(recording: DatabaseRecording): string[] {
  const { model } = recording;
  if ('writes_before_io_stop' in model) return crashDifferences(recording as CrashRecording);
  if ('write_every_ms' in model) return lagDifferences(recording as unknown as LagRecording);
  if ('topology' in model) return splitBrainDifferences(recording as SplitBrainRecording);
  if ('replica' in model) return readOnlyDifferences(recording as unknown as ReadOnlyRecording);
  throw new NotModelled('this kind of recording');
}

export type Settings = Readonly<Record<string, SettingValue>>;

/** A database server of a recording. */
export const server = (id: string, settings: Settings = {}): Component => ({
  id,
  kind: 'database',
  title: id,
  settings,
});

export interface Setup {
  readonly servers: readonly Component[];
  /** Source and replica of each. */
  readonly replication: readonly (readonly [from: string, to: string])[];
  readonly workload: Workload;
  readonly events: readonly RunEvent[];
  readonly duration_ms: number;
}

/**
 * What a recording's script was: a client that writes to the first server, unless a request names another, without delay
 * anywhere.
 */
export function runOf({ servers, replication, ...rest }: Setup): Run {
  const asked = servers.map(
    ({ id }, index): Link => ({ from: 'script', to: id, carries: index === 0 ? 'writes' : 'reads' }),
  );
  return {
    ...rest,
    seed: 1,
    hosts: [],
    components: [
      { id: 'client', kind: 'client', title: 'client' },
      { id: 'script', kind: 'app', title: 'script' },
      ...servers,
    ],
    links: [
      { from: 'client', to: 'script' },
      ...asked,
      ...replication.map(([from, to]): Link => ({ from, to, carries: 'replication' })),
    ],
  };
}

export const play = (setup: Setup): Trace => simulate(runOf(setup), allModules);

export interface TraceEvent {
  readonly t_ms: number;
  readonly kind: EventKind;
  readonly server: string;
  /** -1 for none. */
  readonly request: number;
  readonly a: number;
  readonly b: number;
}

export function eventsOf({ run, events }: Trace, kinds: readonly EventKind[]): TraceEvent[] {
  return Array.from({ length: events.length }, (_, row) => ({
    t_ms: (events.tUs[row] ?? 0) / 1000,
    kind: kindOf(events.kind[row] ?? 0),
    server: run.components[events.component[row] ?? -1]?.id ?? '',
    request: events.request[row] ?? -1,
    a: events.a[row] ?? 0,
    b: events.b[row] ?? 0,
  })).filter(({ kind }) => kinds.includes(kind));
}

/** How a server stands. @throws Error when it is none that replicates. */
export function stateOf(trace: Trace, id: string, t_ms = trace.endUs / 1000): DatabaseState {
  const index = trace.run.components.findIndex((component) => component.id === id);
  const state = databaseAt(trace, t_ms * 1000).get(index);
  if (!state) throw new Error(`“${id}” does not replicate.`);
  return state;
}

/** Says where two values, compared as JSON, differ. */
export function compare(what: string, recorded: unknown, simulated: unknown): string[] {
  const [one, other] = [JSON.stringify(recorded), JSON.stringify(simulated)];
  return recorded === undefined || one === other ? [] : [`${what} ${one}, simulated ${other}`];
}

/** MariaDB's words for whether a thread runs. */
export const yesOrNo = (runs: boolean) => (runs ? 'Yes' : 'No');
