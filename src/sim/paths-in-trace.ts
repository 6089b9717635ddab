/** What the requests of a trace ask for. */
import { drawPaths } from './paths.ts';
import { givenRequests } from './run.ts';
import type { Trace } from './trace.ts';

/** The path, with the query, of each request of the trace; of a probe's too, whose number is below 0. */
export function pathsInTrace({ run, requests }: Trace): (request: number) => string {
  const given = givenRequests(run);
  const drawn = drawPaths(run);
  return (request) =>
    given[requests.given[request] ?? -1]?.path ?? drawn(requests.ordinal[request] ?? request);
}
