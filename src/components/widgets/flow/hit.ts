/** Which requests are drawn, and which one of them is meant by a click. */

/** How far from its middle a request is still hit, in pixels of the screen. */
const reach = 22;

/** The paths that stand for requests. */
export const drawnRequests = (svg: SVGSVGElement) =>
  [...svg.querySelectorAll<SVGPathElement>('[data-request]')].map((path) => ({
    path,
    request: Number(path.dataset['request']),
  }));

/** The requests (from 0) that are drawn, each once. */
export function requestsIn(svg: SVGSVGElement): number[] {
  return [...new Set(drawnRequests(svg).map(({ request }) => request))];
}

/** The request nearest to a point of the screen. */
export function requestNear(svg: SVGSVGElement, x: number, y: number): number | undefined {
  const distances = drawnRequests(svg).map(({ path, request }) => {
    const box = path.getBoundingClientRect();
    const aside = box.x + box.width / 2 - x;
    const above = box.y + box.height / 2 - y;
    return { request, squared: aside * aside + above * above };
  });
  const [nearest] = distances.sort((a, b) => a.squared - b.squared);
  return nearest && nearest.squared <= reach * reach ? nearest.request : undefined;
}
