/** The ring around the request that is opened. */
import type { RequestState } from '#sim/request-state.ts';
import { drawnRequests } from './hit.ts';

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
