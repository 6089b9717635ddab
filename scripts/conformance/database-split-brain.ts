/** Recordings of two primaries, each the other's replica, that are written to while the link between them is cut. */
import type { GivenRequest, RunEvent, Statement } from '#sim/run.ts';
import type { Trace } from '#sim/trace.ts';
import { compare, eventsOf, play, server, stateOf, yesOrNo } from './database.ts';
import { NotModelled } from './translate.ts';

interface SplitBrainEvent {
  readonly kind: string;
  readonly node?: string;
  readonly count?: number;
  readonly values_from?: number;
  /** One statement: its row and the value that it writes, or the statement itself. */
  readonly id?: number;
  readonly row?: number;
  readonly value?: number;
  readonly sql?: string;
  readonly statement?: string;
}

interface ObservedNode {
  readonly io_running: string;
  readonly sql_running: string;
  readonly last_sql_errno: number;
  readonly rows: readonly (readonly [id: number, value: number])[];
}

export interface SplitBrainRecording {
  readonly model: {
    readonly auto_increment_increment?: number;
    readonly auto_increment_offset?: readonly number[];
    readonly rows_before?: readonly number[];
  };
  readonly events: readonly SplitBrainEvent[];
  readonly observed: {
    readonly p1: ObservedNode;
    readonly p2: ObservedNode;
    readonly ids_assigned?: Readonly<Record<string, readonly number[]>>;
    readonly same_data?: boolean;
  };
}

const nodes = ['p1', 'p2'] as const;

/** The recordings tell the state 3 s after the last input, and no times. */
const settleMs = 3000;
const stepMs = 100;

interface Input {
  readonly request: GivenRequest;
  readonly value: number;
}

export function splitBrainDifferences({ model, events, observed }: SplitBrainRecording): string[] {
  const before = model.rows_before ?? [];
  const inputs: Input[] = before.map((value) => ({
    value,
    request: { t_ms: 0, write: true, database: 'p1' },
  }));
  const runEvents: RunEvent[] = [];
  events.forEach((event, index) => {
    const t_ms = (index + 1) * stepMs;
    const action = ({ link_cut: 'partition', link_restored: 'heal' } as const)[event.kind];
    if (action) runEvents.push({ t_ms, component: 'p1', action });
    else inputs.push(...inputsOf(event, t_ms));
  });
  const trace = play({
    servers: nodes.map((id, index) =>
      server(id, {
        auto_increment_increment: model.auto_increment_increment ?? 1,
        auto_increment_offset: model.auto_increment_offset?.[index] ?? 1,
      }),
    ),
    replication: [
      ['p1', 'p2'],
      ['p2', 'p1'],
    ],
    workload: { mode: 'given', requests: inputs.map(({ request }) => request) },
    events: runEvents,
    duration_ms: (events.length + 1) * stepMs + settleMs,
  });
  const rowsOf = (node: string) =>
    [...stateOf(trace, node).rows]
      .map(([key, request]) => [key, inputs[request]?.value])
      .sort(([one = 0], [other = 0]) => one - other);
  return [
    ...nodes.flatMap((node) => nodeDifferences(node, observed[node], trace, rowsOf(node))),
    ...compare('keys', observed.ids_assigned, keysAssigned(trace, before.length, observed)),
    ...compare(
      'same data',
      observed.same_data,
      JSON.stringify(rowsOf('p1')) === JSON.stringify(rowsOf('p2')),
    ),
  ];
}

function inputsOf(event: SplitBrainEvent, t_ms: number): Input[] {
  const { kind, node, count = 1, values_from = 0 } = event;
  const text = event.sql ?? event.statement ?? '';
  const statement = /insert|update|delete/i.exec(`${text} ${kind}`)?.[0].toLowerCase();
  if (!node || (kind !== 'writes' && statement === undefined && kind !== 'write')) {
    throw new NotModelled(`event ${kind}`);
  }
  const request: GivenRequest = {
    t_ms,
    write: true,
    database: node,
    statement: (statement ?? 'insert') as Statement,
    row: event.id ?? event.row ?? numberIn(text, /where\s+\w+\s*=\s*(\d+)/i),
  };
  const value = event.value ?? numberIn(text, /set\s+\w+\s*=\s*(\d+)/i);
  return Array.from({ length: count }, (_, index) => ({
    request,
    value: value ?? values_from + index,
  }));
}

function numberIn(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

function nodeDifferences(
  node: string,
  observed: ObservedNode,
  trace: Trace,
  rows: unknown,
): string[] {
  const { io, sql } = stateOf(trace, node);
  return [
    ...compare(`${node} IO thread`, observed.io_running, yesOrNo(io === 'runs')),
    ...compare(`${node} SQL thread`, observed.sql_running, yesOrNo(sql === 'runs')),
    ...compare(`${node} error`, observed.last_sql_errno, typeof sql === 'number' ? sql : 0),
    ...compare(`${node} rows`, observed.rows, rows),
  ];
}

/** The keys of the rows that each node inserted itself, after those of the beginning. */
function keysAssigned(
  trace: Trace,
  before: number,
  { ids_assigned: named = {} }: SplitBrainRecording['observed'],
) {
  const inserted = eventsOf(trace, ['commit']).filter(
    ({ request, b: statement }) => request >= before && statement === 0,
  );
  return Object.fromEntries(
    Object.keys(named).map((node) => [
      node,
      inserted.filter(({ server: at }) => at === node).map(({ a: key }) => key),
    ]),
  );
}
