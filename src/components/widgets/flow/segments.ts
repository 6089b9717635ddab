export interface Segment {
  readonly text: string;
  readonly code: boolean;
}

/** Splits a text at its backquotes: what stands between two is code. */
export function segments(text: string): Segment[] {
  return text
    .split('`')
    .map((part, index) => ({ text: part, code: index % 2 === 1 }))
    .filter((segment) => segment.text !== '');
}
