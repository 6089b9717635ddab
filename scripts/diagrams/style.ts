/** The style sheet of a still: those rules of the figure's that it needs, with the colors of paper. */
import { readFileSync } from 'node:fs';

const sheet = (name: string) =>
  readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8').replaceAll(
    /\/\*[\s\S]*?\*\//g,
    '',
  );

/** The light value of each token. */
const tokens: ReadonlyMap<string, string> = new Map(
  [...sheet('styles/tokens.css').matchAll(/^ {2}(--[a-z-]+):\s*([^;]+);/gm)].map(
    ([, name = '', value = '']) => [
      name,
      squeezed(value).replace(/^light-dark\((.*),.*\)$/, '$1'),
    ],
  ),
);

/** What a still is drawn on, as in print. */
export const ground = '#fff';
const onPaper = (name: string) =>
  name === '--paper' || name === '--panel' ? ground : tokens.get(name);

interface Rule {
  readonly selector: string;
  readonly body: string;
}

// What stands outside of every at-rule; nothing in a still depends on one.
const rules: readonly Rule[] = [
  ...sheet('components/widgets/flow/flow.css').matchAll(/^([^\s@}][^{}]*)\{([^{}]*)\}/gm),
]
  .map(([, selector = '', body = '']) => ({
    selector: squeezed(selector).replaceAll(/(:is\(\.flow,\.picture\)|\.flow) (?=\S)/g, ''),
    body: squeezed(withTokens(body)),
  }))
  .filter(({ selector }) => !selector.includes('::'));

/** The light value of a token. @throws Error when there is no such token. */
export function token(name: string): string {
  const value = tokens.get(name);
  if (value === undefined) throw new Error(`src/styles/tokens.css has no ${name}.`);
  return value;
}

/** Takes away what the drawing has in reserve and does not show. */
export function removeHidden(svg: SVGSVGElement): void {
  const displays = rulesFor(svg).filter(({ body }) => /(^|;)display:/.test(body));
  for (const element of [...svg.querySelectorAll('*')]) {
    const deciding = displays.findLast(({ selector }) => element.matches(selector));
    if (deciding?.body.includes('display:none')) element.remove();
  }
}

/** The rules that something below `svg` matches, in their order. */
export function styleOf(svg: SVGSVGElement): string {
  return rulesFor(svg)
    .map(({ selector, body }) => `${selector}{${body}}`)
    .join('');
}

function rulesFor(svg: SVGSVGElement): readonly Rule[] {
  const elements = [svg, ...svg.querySelectorAll('*')];
  const classes = new Set(
    elements.flatMap((each) => (each.getAttribute('class') ?? '').split(' ')),
  );
  // Most of the sheet is about other parts of a figure: that is seen without asking every element.
  const isPossible = (selector: string) =>
    selector.includes(',') ||
    [...selector.replaceAll(/:\w+\(.*?\)/g, '').matchAll(/\.([\w-]+)/g)].every(([, name = '']) =>
      classes.has(name),
    );
  return rules.filter(({ selector }) => isPossible(selector) && svg.querySelector(selector));
}

/** Tokens become their values; what the drawing's own rules set stays a variable. */
function withTokens(text: string): string {
  return text.replaceAll(/var\((--[a-z-]+)\)/g, (whole, name: string) => onPaper(name) ?? whole);
}

function squeezed(css: string): string {
  return css
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replace(/;$/, '');
}
