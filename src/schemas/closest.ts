/** How an author is told of a word that is not among those allowed. */
export function notAllowed(what: string, word: string, allowed: readonly string[]): string {
  const meant = closest(word, allowed);
  const question = meant === undefined ? '' : `; did you mean “${meant}”?`;
  const list =
    allowed.length === 0
      ? 'Nothing is allowed here.'
      : `Allowed: ${[...new Set(allowed)].join(', ')}.`;
  return `unknown ${what} “${word}”${question || '.'} ${list}`;
}

/** The allowed word that `word` without its unit, or a slip of the fingers, stands for: a third of the letters may differ. */
export function closest(word: string, allowed: readonly string[]): string | undefined {
  const withUnit = allowed.find((candidate) => candidate === `${word}_ms`);
  if (withUnit) return withUnit;
  const farthest = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = farthest + 1;
  for (const candidate of allowed) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Letters to insert, delete, replace or swap with their neighbor (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...b].map((_, j) => i || j));
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const distance = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      );
      rows[i]?.splice(j, 1, distance);
    }
  }
  return at(a.length, b.length);
}
