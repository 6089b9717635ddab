/** A still that stands alone: its styles inside, on white, without what only a page's script needs. */
import { describe } from '#components/widgets/flow/describe.ts';
import type { FlowScenario } from '#components/widgets/flow/scenario.ts';
import { stillOf } from './still.ts';
import { ground, removeHidden, styleOf, token } from './style.ts';

/** The poster of a scenario as the text of an SVG file: the same for the same scenario and drawing code. */
export function posterOf(scenario: FlowScenario, title: string): string {
  const { svg, frame } = stillOf(scenario, title);
  removeHidden(svg);
  if (!svg.querySelector('.hatch')) svg.querySelector('defs')?.remove();
  removeEmpty(svg);
  const style = styleOf(svg);
  removeNames(svg, style);
  const box = ['width', 'height', 'viewBox'].map((name) => `${name}="${svg.getAttribute(name)}"`);
  const told = escape(describe(scenario.run, frame));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${box.join(' ')} class="drawing" font-family="${token('--sans')}">\n` +
    `<title>${escape(title)}</title>\n<desc>${told}</desc>\n<style>${style}</style>\n` +
    `<rect width="100%" height="100%" fill="${ground}"/>\n${[...svg.children].map(String).join('\n')}\n</svg>\n`
  );
}

function removeEmpty(svg: SVGSVGElement) {
  // Those around an empty one come after it.
  for (const element of [...svg.querySelectorAll('g, text')].reverse()) {
    if (element.innerHTML === '') element.remove();
  }
}

/** Leaves what the styles ask for. */
function removeNames(svg: SVGSVGElement, style: string) {
  for (const element of svg.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      if (name.startsWith('data-') && !style.includes(`[${name}`)) element.removeAttribute(name);
    }
    const classes = (element.getAttribute('class') ?? '')
      .split(' ')
      .filter((name) => name !== '' && style.includes(`.${name}`));
    if (classes.length > 0) element.setAttribute('class', classes.join(' '));
    else element.removeAttribute('class');
  }
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
