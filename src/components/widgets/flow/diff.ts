/** Which lines of a text are new, and which are gone. */

export interface DiffLine {
  readonly text: string;
  readonly change: 'same' | 'added' | 'removed';
}

/** The lines of `after` with those of `before` that are gone, each at its place. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const result: DiffLine[] = [];
  let old = 0;
  after.forEach((text, index) => {
    const found = before.indexOf(text, old);
    // A line that comes again further down, such as an empty one, is no proof that those between are gone.
    const isMatch =
      found >= 0 && before.slice(old, found).every((line) => !after.includes(line, index));
    if (!isMatch) {
      // What is replaced stands before what replaces it.
      while (old < before.length && !after.includes(before[old] ?? '', index)) {
        result.push({ text: before[old] ?? '', change: 'removed' });
        old += 1;
      }
      result.push({ text, change: 'added' });
      return;
    }
    for (const line of before.slice(old, found)) result.push({ text: line, change: 'removed' });
    old = found + 1;
    result.push({ text, change: 'same' });
  });
  for (const line of before.slice(old)) result.push({ text: line, change: 'removed' });
  return result;
}
