/** How wide a text may get, whatever font the reader's machine has. */

/** Widths in em, wide enough for the common sans-serif fonts. */
const classes: readonly (readonly [characters: RegExp, em: number])[] = [
  [/[.,:;'’|!iIjl· ]/, 0.3],
  [/[()frt/\-]/, 0.41],
  [/[ckvsxyz]/, 0.53],
  [/[mwMW@%…–]/, 0.93],
  [/[A-Z]/, 0.7],
];

/** The width of `text` at `size` pixels, rather too much than too little. */
export function textWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const character of text) {
    em += classes.find(([characters]) => characters.test(character))?.[1] ?? 0.6;
  }
  return em * size * (bold ? 1.06 : 1);
}
