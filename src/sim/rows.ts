/** Finds events of some kinds in a trace without reading all of it again: for what happens rarely. */
import { eventKinds, type EventKind, type Trace } from './trace.ts';
import { countUpTo } from './count-up-to.ts';

const found = new WeakMap<Trace, Map<string, readonly number[]>>();

/** The rows of the events of these kinds, in order of time. */
export function rowsOfKinds(trace: Trace, kinds: readonly EventKind[]): readonly number[] {
  const known = found.get(trace) ?? new Map<string, readonly number[]>();
  found.set(trace, known);
  const key = kinds.join();
  const rows = known.get(key) ?? search(trace, kinds);
  known.set(key, rows);
  return rows;
}

/** How many of `rows` have happened by `tUs`. */
export const countBy = ({ events }: Trace, rows: readonly number[], tUs: number): number =>
  countUpTo(rows.length, (index) => events.tUs[rows[index] ?? 0] ?? 0, tUs);

/** Those of `rows` that have happened by `tUs`. */
export const rowsBy = (trace: Trace, rows: readonly number[], tUs: number): readonly number[] =>
  rows.slice(0, countBy(trace, rows, tUs));

function search({ events }: Trace, kinds: readonly EventKind[]): readonly number[] {
  const codes = new Set(kinds.map((kind) => eventKinds[kind].code as number));
  const rows: number[] = [];
  for (let row = 0; row < events.length; row++) {
    if (codes.has(events.kind[row] ?? 0)) rows.push(row);
  }
  return rows;
}
