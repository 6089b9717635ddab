/** What becomes of writes in databases that replicate, and which reads come too early: told by the trace alone. */
import { rowsOfKinds } from './rows.ts';
import { outcomes, type Trace } from './trace.ts';

const known = new WeakMap<Trace, ReadonlySet<number>>();

/**
 * Writes whose client had an answer that is no error, and that the primary of the end does not have: the database that was
 * promoted, or elected, last. Where none was, all that are nobody's replica count, and where all are each other's, all.
 */
export function lostWrites(trace: Trace): ReadonlySet<number> {
  const lost = known.get(trace) ?? findLost(trace);
  known.set(trace, lost);
  return lost;
}

function findLost(trace: Trace): ReadonlySet<number> {
  const { events, requests } = trace;
  const primaries = primariesOf(trace);
  const kept = new Set(
    rowsOfKinds(trace, ['commit', 'apply'])
      .filter((row) => primaries.has(events.component[row] ?? -1))
      .map((row) => events.request[row] ?? -1),
  );
  const answered = outcomes.indexOf('answered');
  return new Set(
    rowsOfKinds(trace, ['binlog-write'])
      .map((row) => events.request[row] ?? -1)
      .filter((request) => requests.outcome[request] === answered && !kept.has(request)),
  );
}

function primariesOf(trace: Trace): ReadonlySet<number> {
  const { events, run } = trace;
  const last = rowsOfKinds(trace, ['promotion']).findLast((row) => events.a[row] === 1);
  if (last !== undefined) return new Set([events.component[last] ?? -1]);
  const databases = run.components.flatMap(({ kind }, index) =>
    kind === 'database' ? [index] : [],
  );
  const replicas = new Set(
    run.links.filter(({ carries }) => carries === 'replication').map(({ to }) => to),
  );
  const sources = databases.filter((index) => !replicas.has(run.components[index]?.id ?? ''));
  return new Set(sources.length > 0 ? sources : databases);
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
