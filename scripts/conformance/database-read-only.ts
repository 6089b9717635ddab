/** Recordings of writes to a replica that is read-only, by an ordinary account and by one with READ ONLY ADMIN. */
import type { GivenRequest } from '#sim/run.ts';
import { compare, eventsOf, play, server, stateOf } from './database.ts';

type Result = { readonly ok: boolean; readonly error?: string | null };

export interface ReadOnlyRecording {
  readonly model: { readonly replica: { readonly read_only: boolean } };
  readonly observed: Readonly<Record<string, Result | boolean | undefined>>;
}

/** What was tried on the replica, by its name in the recording; the row was there already. */
const attempts: Readonly<Record<string, Partial<GivenRequest>>> = {
  select: {},
  insert: { write: true, statement: 'insert', row: 900 },
  update: { write: true, statement: 'update', row: 1 },
  delete: { write: true, statement: 'delete', row: 1 },
  create: { write: true, statement: 'create' },
  temporary: { write: true, statement: 'temporary' },
  insert_by_superuser: { write: true, statement: 'insert', row: 901, read_only_admin: true },
};

const stepMs = 10;

export function readOnlyDifferences({ model, observed }: ReadOnlyRecording): string[] {
  const tried = Object.entries(attempts).filter(([name]) => observed[name] !== undefined);
  const first: GivenRequest = { t_ms: 0, write: true, database: 'p1' };
  const trace = play({
    servers: [server('p1'), server('p2', { read_only: model.replica.read_only })],
    replication: [['p1', 'p2']],
    workload: {
      mode: 'given',
      requests: [
        first,
        ...tried.map(([, attempt], index) => ({
          ...attempt,
          t_ms: (index + 1) * stepMs,
          database: 'p2',
        })),
        { ...first, t_ms: (tried.length + 1) * stepMs },
      ],
    },
    events: [],
    duration_ms: (tried.length + 2) * stepMs,
  });
  const answers = new Map(
    eventsOf(trace, ['answer'])
      .filter(({ server: at }) => at === 'p2')
      .map(({ request, a: status }) => [request, status]),
  );
  const replicated = [...stateOf(trace, 'p2').rows.values()].includes(tried.length + 1);
  return [
    ...tried.flatMap(([name], index) => {
      const status = answers.get(index + 1) ?? 0;
      const { ok, error } = observed[name] as Result;
      return [
        ...compare(`${name} works`, ok, status === 200),
        ...(ok ? [] : compare(`${name}: error`, numberOf(error), status)),
      ];
    }),
    ...compare('replicated row', observed['replicated_row_after'], replicated),
  ];
}

/** `ERROR 1290 (HY000) at line 1: …` */
const numberOf = (error: string | null | undefined) => Number(/^ERROR (\d+)/.exec(error ?? '')?.[1]);
