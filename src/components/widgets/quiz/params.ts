/** What a link may say of a quiz: `seed`, from which the numbers of all its questions are drawn. */
export interface QuizParams {
  /** `undefined` leaves the numbers as the page was built with. */
  readonly seed?: number;
}

const largestSeed = 4294967295;

/** Unknown and malformed values are left out; never throws. A link to a figure (`fig`) means its seed, not ours. */
export function parseParams(query: string): QuizParams {
  const search = new URLSearchParams(query);
  const text = search.get('seed');
  if (search.has('fig') || text === null || !/^\d{1,10}$/.test(text)) return {};
  const seed = Number(text);
  return seed <= largestSeed ? { seed } : {};
}

/** The query that `parseParams` reads back. */
export function formatParams({ seed }: QuizParams): string {
  return seed === undefined ? '' : `v=1&seed=${seed}`;
}
