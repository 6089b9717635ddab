export interface Segment {
  readonly text: string;
  readonly code: boolean;
}

/** Splits a text at its backquotes: what stands between two is code, and the rest has typographic apostrophes. */
export function segments(text: string): Segment[] {
  return text
    .split('`')
    .map((part, index) => {
      const code = index % 2 === 1;
      return { text: code ? part : part.replaceAll(/(?<=\p{L})'/gu, '’'), code };
    })
    .filter((segment) => segment.text !== '');
}
