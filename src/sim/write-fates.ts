/** What becomes of writes in databases that replicate, and which reads come too early: told by the trace alone. */
import { rowsOfKinds } from './rows.ts';
import type { Run } from './run.ts';
import { outcomes, type Trace } from './trace.ts';

const known = new WeakMap<Trace, ReadonlySet<number>>();

/**
 * Writes whose client had an answer that is no error, and that the primary of the end does not have: of the databases that
 * replication joins, the one that was promoted, or elected, last. Where none was, all that are nobody's replica count, and
 * where all are each other's, all.
 */
export function lostWrites(trace: Trace): ReadonlySet<number> {
  const lost = known.get(trace) ?? findLost(trace);
  known.set(trace, lost);
  return lost;
}

function findLost(trace: Trace): ReadonlySet<number> {
  const { requests } = trace;
  const written = rowsOfKinds(trace, ['binlog-write']);
  const visible = rowsOfKinds(trace, ['commit', 'apply']);
  const answered = outcomes.indexOf('answered');
  const lost = new Set<number>();
  for (const joined of joinedDatabases(trace.run)) {
    const primaries = primariesOf(trace, joined);
    const kept = requestsAt(trace, visible, primaries);
    for (const request of requestsAt(trace, written, joined)) {
      if (requests.outcome[request] === answered && !kept.has(request)) lost.add(request);
    }
  }
  return lost;
}

const requestsAt = (
  { events }: Trace,
  rows: readonly number[],
  components: ReadonlySet<number>,
): ReadonlySet<number> =>
  new Set(
    rows
      .filter((row) => components.has(events.component[row] ?? -1))
      .map((row) => events.request[row] ?? -1),
  );

/** The databases, in sets of those that links of replication join; one that none leads to is a set of its own. */
function joinedDatabases({ components, links }: Run): readonly ReadonlySet<number>[] {
  const replication = links.filter(({ carries }) => carries === 'replication');
  const indexOf = new Map(components.map(({ id }, index) => [id, index]));
  const sets = components.flatMap(({ kind }, index) =>
    kind === 'database' ? [new Set([index])] : [],
  );
  for (const { from, to } of replication) {
    const one = sets.find((set) => set.has(indexOf.get(from) ?? -1));
    const other = sets.find((set) => set.has(indexOf.get(to) ?? -1));
    if (!one || !other || one === other) continue;
    for (const index of other) one.add(index);
    sets.splice(sets.indexOf(other), 1);
  }
  return sets;
}

function primariesOf(trace: Trace, joined: ReadonlySet<number>): ReadonlySet<number> {
  const { events, run } = trace;
  const last = rowsOfKinds(trace, ['promotion']).findLast(
    (row) => events.a[row] === 1 && joined.has(events.component[row] ?? -1),
  );
  if (last !== undefined) return new Set([events.component[last] ?? -1]);
  const replicas = new Set(
    run.links.filter(({ carries }) => carries === 'replication').map(({ to }) => to),
  );
  const sources = [...joined].filter((index) => !replicas.has(run.components[index]?.id ?? ''));
  return sources.length > 0 ? new Set(sources) : joined;
}

const stale = new WeakMap<Trace, ReadonlySet<number>>();

/** Reads that missed a write of their own client that had been acknowledged before they were sent. */
export function staleReads(trace: Trace): ReadonlySet<number> {
  const { events } = trace;
  const found =
    stale.get(trace) ??
    new Set(
      rowsOfKinds(trace, ['read'])
        .filter((row) => (events.b[row] ?? 0) > 0)
        .map((row) => events.request[row] ?? -1),
    );
  stale.set(trace, found);
  return found;
}
