/** What requests ask for: drawn from the seed, as their clients are. */
import { createDraw } from './random.ts';
import { givenRequests, type Run } from './run.ts';
import type { Trace } from './trace.ts';

/** A workload that names no paths asks for /page/1 to /page/250. */
const usualPages = 250;

/** Of those, the ones for static files ask for /static/1.css to /static/20.css. */
const staticFiles = 20;

const staticFolder = '/static/';

/** Whether a web server has what is asked for itself: a file, the same for everybody. */
export const isStaticPath = (path: string): boolean => path.startsWith(staticFolder);

/** The path that is drawn for each request of a run. Requests are numbered as the workload sends them. */
function drawPaths({ workload, seed }: Run): (request: number) => string {
  const draw = createDraw(seed, 'workload', 'path');
  const drawStatic = createDraw(seed, 'workload', 'static');
  const { paths: named, static_share: staticShare = 0 } = workload;
  return (request) => {
    if (staticShare > 0 && drawStatic(request) < staticShare) {
      return `${staticFolder}${1 + Math.floor(draw(request) * staticFiles)}.css`;
    }
    return (
      named?.[Math.floor(draw(request) * named.length)] ??
      `/page/${1 + Math.floor(draw(request) * usualPages)}`
    );
  };
}

/** The path, with the query, of each request of a run, given or drawn; of a probe's too, whose number is below 0. */
export function createPaths(
  run: Run,
  of: {
    /** As in `RequestTable`. */
    readonly givenOf: (request: number) => number;
    readonly ordinalOf: (request: number) => number;
  },
): (request: number) => string {
  const given = givenRequests(run);
  const drawn = drawPaths(run);
  return (request) => given[of.givenOf(request)]?.path ?? drawn(of.ordinalOf(request));
}

/** The same of a trace. */
export const pathsInTrace = ({ run, requests }: Trace): ((request: number) => string) =>
  createPaths(run, {
    givenOf: (request) => requests.given[request] ?? -1,
    ordinalOf: (request) => requests.ordinal[request] ?? request,
  });
