/** What requests ask for: drawn from the seed, as their clients are. */
import { createDraw } from './random.ts';
import type { Run } from './run.ts';

/** A workload that names no paths asks for /page/1 to /page/250. */
const usualPages = 250;

/** Of those, the ones for static files ask for /static/1.css to /static/20.css. */
const staticFiles = 20;

const staticFolder = '/static/';

/** Whether a web server has what is asked for itself: a file, the same for everybody. */
export const isStaticPath = (path: string): boolean => path.startsWith(staticFolder);

/** The path, with the query, that is drawn for each request of a run. Requests are numbered as the workload sends them. */
export function drawPaths({ workload, seed }: Run): (request: number) => string {
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
