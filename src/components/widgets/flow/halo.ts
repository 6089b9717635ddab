/** Requests in the drawing: which one is meant by a click, and which one is opened. */
import { select } from 'd3';
import type { RequestState } from '#sim/request-state.ts';

/** How far from its middle a request is still hit, in pixels of the screen. */
const reach = 22;

const drawnRequests = (svg: SVGSVGElement) =>
  [...svg.querySelectorAll<SVGPathElement>('.dots path, .pips path')].map((path) => ({
    path,
    request: (select(path).datum() as { readonly key: number }).key,
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

/** Puts a ring with its number around a request; takes it away when there is none, or it is not under way. */
export function showHalo(svg: SVGSVGElement, state: RequestState | undefined): void {
  const place = state && placeOf(svg, state);
  const halo = select(svg)
    .selectAll<SVGGElement, string>(':scope > .halo')
    .data(place === undefined ? [] : [place])
    .join((enter) => {
      const group = enter.append('g').attr('class', 'halo');
      group.append('circle').attr('r', 14);
      group.append('text').attr('y', -19);
      return group;
    })
    .attr('transform', (transform) => transform);
  if (state) halo.select('text').text(`#${state.request + 1}`);
}

/** Where it is drawn; where its pile is counted, when it is not drawn by itself. */
function placeOf(svg: SVGSVGElement, { request, at }: RequestState): string | undefined {
  const drawn = drawnRequests(svg).find((each) => each.request === request);
  if (drawn) return drawn.path.getAttribute('transform') ?? undefined;
  if (at.kind === 'link') return undefined;
  const name = at.link === undefined ? `component="${at.component}"` : `belief="${at.link}"`;
  const group = svg.querySelector(`[data-${name}]`);
  const pile = group?.querySelector('.pile-text');
  if (pile) {
    return `translate(${pile.getAttribute('x') ?? 0} ${Number(pile.getAttribute('y')) - 4})`;
  }
  const body = group?.querySelector('rect');
  return body
    ? `translate(${body.getAttribute('x') ?? 0} ${body.getAttribute('y') ?? 0})`
    : undefined;
}
