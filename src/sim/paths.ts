/** What requests ask for: drawn from the seed, as their clients are. */
import { createDraw } from './random.ts';
import type { Run } from './run.ts';

/** A workload that names no paths asks for /page/1 to /page/250. */
const usualPages = 250;

/** The path of each request of a run, with the query. */
export function createPaths({ workload, seed }: Run): (request: number) => string {
  const draw = createDraw(seed, 'workload', 'path');
  const named = workload.paths;
  const drawn = (request: number) =>
    named?.[Math.floor(draw(request) * named.length)] ??
    `/page/${1 + Math.floor(draw(request) * usualPages)}`;
  if (workload.mode !== 'given') return drawn;
  // Requests are numbered as they arrive; those of one moment in the order in which they are given.
  const given = [...workload.requests].sort(
    (one, other) => Math.round(one.t_ms * 1000) - Math.round(other.t_ms * 1000),
  );
  return (request) => given[request]?.path ?? drawn(request);
}
