/** The pictures of `npm run diagrams` as pages name them: a poster for each figure, a card for each page that is shared. */
import { existsSync, readFileSync } from 'node:fs';
import { addressOf } from './address.ts';
import { readPngText } from './png-text.ts';

export interface Picture {
  /** Below the site's root, without a slash before it: `posters/lose-one-server.svg`. Never changes. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** What it shows, in words. */
  readonly alt: string;
}

/** Of every card, in pixels. */
export const cardSize = { width: 1200, height: 630 } as const;

/** Where a picture with this path lies, seen from the project's root. */
export const pictureFile = (path: string): string => `diagrams/${path}`;

/**
 * A still of a figure. For builds only.
 * @param scenario The name of a file in `src/content/scenarios`, or `simulator`.
 */
export function posterOf(scenario: string): Picture {
  const path = `posters/${scenario}.svg`;
  const svg = readFileSync(existing(path), 'utf8');
  const [, width, height] = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const told = (tag: string) => unescape(svg.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? '');
  const alt = `${told('title')}. ${told('desc')}`;
  return { path, width: Number(width), height: Number(height), alt };
}

/**
 * The picture that goes with a link to a page. For builds only.
 * @param page Its address below the root, without slashes around it: `health-checks`, `quiz/health-checks`, `simulator`;
 * of an embed page what follows `embed/`: `flow/lose-one-server`. A page without a card has that of the home page.
 */
export function cardOf(page: string): Picture {
  const own = `cards/${page}.png`;
  const path = page !== '' && existsSync(pictureFile(own)) ? own : 'cards/home.png';
  return { path, ...cardSize, alt: readPngText(readFileSync(existing(path)), 'Description') ?? '' };
}

/** Where the site publishes a picture: its whole address, since other sites ask for it. For pages only. */
export function pictureAddress({ path }: Picture): string {
  return new URL(addressOf('') + path, import.meta.env.SITE).href;
}

function existing(path: string): string {
  const file = pictureFile(path);
  if (!existsSync(file)) throw new Error(`There is no ${file}. Run “npm run diagrams”.`);
  return file;
}

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
