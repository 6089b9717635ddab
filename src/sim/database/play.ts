/** Plays a handful of databases behind one application. Only tests import this. */
import { allModules } from '../all-modules.ts';
import type { GivenRequest, Link, Run, RunEvent, Workload } from '../run.ts';
import type { SettingValue } from '../settings.ts';
import { simulate } from '../simulate.ts';
import type { Trace } from '../trace.ts';
import { databaseAt, type DatabaseState } from './database-at.ts';

type Settings = Readonly<Record<string, SettingValue>>;

export interface Case {
  /** The databases, from db1 on. */
  readonly databases: readonly Settings[];
  readonly app?: Settings;
  /** What the application asks; writes go to db1 and reads to db2 when not given. */
  readonly asks?: readonly Link[];
  /** Two ways between the first two databases. */
  readonly circular?: boolean;
  readonly requests?: readonly GivenRequest[];
  readonly workload?: Workload;
  readonly events?: readonly RunEvent[];
  readonly duration_ms?: number;
}

/** One way between two databases, in milliseconds. */
export const replicationMs = 5;

/** Users ask the application, which asks db1 and the others; db1 replicates to each of them. */
export function play({ databases, app = {}, circular = false, ...rest }: Case): Trace {
  const ids = databases.map((_, index) => `db${index + 1}`);
  const asks: readonly Link[] = rest.asks ?? [
    { from: 'app', to: 'db1', carries: 'writes' },
    { from: 'app', to: 'db2', carries: 'reads' },
  ];
  const joined = (from: string, to: string): Link => ({
    from,
    to,
    carries: 'replication',
    latency_ms: replicationMs,
  });
  const run: Run = {
    duration_ms: rest.duration_ms ?? 20_000,
    seed: 1,
    hosts: [],
    components: [
      { id: 'users', kind: 'client', title: 'users' },
      { id: 'app', kind: 'app', title: 'app', settings: app },
      ...ids.map((id, index) => ({
        id,
        kind: 'database' as const,
        title: id,
        settings: databases[index] ?? {},
      })),
    ],
    links: [
      { from: 'users', to: 'app' },
      ...asks,
      ...ids.slice(1).map((id) => joined('db1', id)),
      ...(circular ? [joined('db2', 'db1')] : []),
    ],
    workload: rest.workload ?? { mode: 'given', requests: rest.requests ?? [] },
    events: rest.events ?? [],
  };
  return simulate(run, allModules);
}

export const write = (t_ms: number, more: Partial<GivenRequest> = {}): GivenRequest => ({
  t_ms,
  client: '198.51.100.7',
  write: true,
  ...more,
});
export const read = (t_ms: number): GivenRequest => ({
  t_ms,
  client: '198.51.100.7',
  write: false,
});
export const at = (t_ms: number, component: string, action: RunEvent['action']): RunEvent => ({
  t_ms,
  component,
  action,
});

export const status = ({ requests }: Trace, request: number) => requests.status[request];
/** In milliseconds. */
export const took = ({ requests }: Trace, request: number) =>
  ((requests.endUs[request] ?? 0) - (requests.arrivalUs[request] ?? 0)) / 1000;

/** At the end, or at a moment before. @throws Error when the database does not replicate. */
export function stateOf(trace: Trace, id: string, t_ms = trace.endUs / 1000): DatabaseState {
  const index = trace.run.components.findIndex((component) => component.id === id);
  const state = databaseAt(trace, t_ms * 1000).get(index);
  if (!state) throw new Error(`${id} does not replicate.`);
  return state;
}
