/** Requests in the drawing: which one is meant by a click, and which one is opened. */
import type { RequestState } from '#sim/request-state.ts';

/** How far from its middle a request is still hit, in pixels of the screen. */
const reach = 22;

const drawnRequests = (svg: SVGSVGElement) =>
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

/** Puts a ring with its number around a request; takes it away when there is none, or it is not under way. */
export function showHalo(svg: SVGSVGElement, state: RequestState | undefined): void {
  const place = state && placeOf(svg, state);
  let halo = svg.querySelector(':scope > .halo');
  if (!state || place === undefined) {
    halo?.remove();
    return;
  }
  halo ??= svg.appendChild(makeHalo());
  halo.setAttribute('transform', place.transform);
  halo.classList.toggle('is-small', place.isSmall);
  const text = `#${state.request + 1}`;
  if (halo.lastElementChild && halo.textContent !== text) halo.lastElementChild.textContent = text;
}

function makeHalo(): SVGGElement {
  const make = (tag: string) => document.createElementNS('http://www.w3.org/2000/svg', tag);
  const halo = make('g') as SVGGElement;
  halo.setAttribute('class', 'halo');
  const ring = make('circle');
  const number = make('text');
  halo.append(ring, number);
  return halo;
}

/** Where it is drawn; where its pile is counted, when it is not drawn by itself. */
function placeOf(svg: SVGSVGElement, { request, at }: RequestState) {
  const isSmall = at.kind === 'component';
  const drawn = drawnRequests(svg).find((each) => each.request === request);
  if (drawn) return { transform: drawn.path.getAttribute('transform') ?? '', isSmall };
  if (at.kind === 'link') return undefined;
  const name = at.link === undefined ? 'component' : 'belief';
  const group = svg.querySelector(`[data-${name}="${at.link ?? at.component}"]`);
  const pile = group?.querySelector('.pile-text');
  const mark = pile ?? group?.querySelector('rect');
  if (!mark) return undefined;
  const number = (attribute: string) => Number(mark.getAttribute(attribute));
  return { transform: `translate(${number('x')} ${number('y') - (pile ? 4 : 0)})`, isSmall };
}
