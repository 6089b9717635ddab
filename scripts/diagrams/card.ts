/** A card as a page of its own, which a browser takes a picture of. Nothing in it comes from elsewhere. */
import { readFileSync } from 'node:fs';
import { cardSize } from '#lib/pictures.ts';
import { textWidth } from '#components/widgets/flow/text-width.ts';
import { site } from '#strings/en.ts';
import type { Card } from './cards.ts';
import { ground, token } from './style.ts';

const mark = readFileSync(new URL('../../public/favicon.svg', import.meta.url), 'utf8');

/** @param poster The drawing on it, as SVG. */
export function cardSource({ kicker, title }: Card, poster: string): string {
  const [, width, height] = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(poster) ?? [];
  // A high drawing stands beside the title, a low one under it.
  const isHigh = Number(height) / Number(width) > 0.42;
  return `<!doctype html>
<meta charset="utf-8">
<style>${style}</style>
<body class="${isHigh ? 'beside' : 'below'}">
<p class="book"><img src="${dataOf(mark)}" alt="">${escape(site.title)}</p>
<p class="kicker">${escape(kicker)}</p>
<h1 style="font-size:${titleSize(title, isHigh)}px">${escape(title)}</h1>
<div class="figure"><img src="${dataOf(poster)}" alt=""></div>
</body>
`;
}

/** Long titles are set smaller, and so are long words where there is not much room. */
function titleSize(title: string, isBeside: boolean): number {
  const [largest, letters, room] = isBeside ? [64, 30, wordsWidth] : [84, 26, cardSize.width - 96];
  const longest = Math.max(...title.split(' ').map((word) => textWidth(word, 1, true)));
  const size = Math.min(largest * Math.sqrt(letters / title.length), room / longest);
  return Math.round(Math.min(Math.max(size, largest * 0.72), largest));
}

/** Of the column beside a high drawing, in pixels. */
const wordsWidth = 410;

const style = `
* { box-sizing: border-box; margin: 0 }
body {
  display: grid; width: ${cardSize.width}px; height: ${cardSize.height}px; padding: 40px 48px 48px;
  background: ${token('--paper')}; color: ${token('--ink')}; font-family: ${token('--serif')};
}
.below { grid-template: auto auto minmax(0, 1fr) / auto 1fr; gap: 22px 40px }
.below :is(h1, .figure) { grid-column: 1 / -1 }
.below .kicker { text-align: right; align-self: center }
.beside { grid-template: auto 1fr auto 2fr / ${wordsWidth}px minmax(0, 1fr); gap: 0 44px }
.beside .kicker { align-self: end; padding-bottom: 18px }
.beside .figure { grid-area: 1 / 2 / -1; margin: -40px -48px -48px 0; border-width: 0 0 0 1px; padding: 24px }
.book { display: flex; gap: 14px; align-items: center; font-size: 38px; font-weight: 700; letter-spacing: -.01em }
.book img { width: 44px }
.kicker { color: ${token('--soft')}; font: 600 21px/1.35 ${token('--mono')}; letter-spacing: .04em; text-wrap: balance }
h1 { font-weight: 700; line-height: 1.08; letter-spacing: -.018em; text-wrap: balance }
.figure {
  display: flex; padding: 18px; border: 1px solid ${token('--rule')}; border-top: 4px solid ${token('--ink')};
  background: ${ground};
}
.figure img { width: 100%; height: 100%; object-fit: contain }
`;

const dataOf = (svg: string) =>
  `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
