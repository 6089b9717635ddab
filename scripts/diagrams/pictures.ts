/** The posters and the cards that the book has to have, and how each is made. */
import { createHash } from 'node:crypto';
import { readPngText, withPngTexts } from '#lib/png-text.ts';
import { cards as words } from '#strings/pictures.ts';
import { cardSource } from './card.ts';
import { cardsOf } from './cards.ts';
import type { Wanted } from './compare.ts';
import type { Content } from './content.ts';
import { posterOf } from './poster.ts';

/** Takes a picture of a page. */
export type Camera = (source: string) => Promise<Buffer>;

export interface Picture extends Wanted {
  readonly make: (take: Camera) => Promise<Buffer> | Buffer;
}

/** The folders of these pictures. */
export const kinds = ['posters', 'cards'] as const;

/** Posters are compared as they are; cards by what they were made from, since every machine has other fonts. */
export function picturesOf(content: Content): readonly Picture[] {
  const posters = new Map(
    content.figures.map(({ id, title, scenario }) => [id, posterOf(scenario, title)]),
  );
  return [
    ...[...posters].map(([id, svg]) => ({
      path: `posters/${id}.svg`,
      isOf: (file: Buffer) => file.toString('utf8') === svg,
      make: () => Buffer.from(svg),
    })),
    ...cardsOf(content).map((card) => {
      const poster = posters.get(card.poster);
      if (poster === undefined) throw new Error(`There is no scenario “${card.poster}”.`);
      const source = cardSource(card, poster);
      const texts = {
        Description: words.alt(card.kicker, card.title),
        [hashKeyword]: createHash('sha256').update(source).digest('hex'),
      };
      return {
        path: `cards/${card.name}.png`,
        isOf: (file: Buffer) =>
          Object.entries(texts).every(([keyword, text]) => readPngText(file, keyword) === text),
        make: async (take: Camera) => withPngTexts(await take(source), texts),
      };
    }),
  ];
}

const hashKeyword = 'Source-SHA256';
