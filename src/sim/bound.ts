/** What a number, or a word, has to be. */
export interface Bound {
  readonly equals?: number | string;
  readonly at_least?: number;
  readonly at_most?: number;
}

/** Whether all that is demanded holds; nothing holds of a value that does not exist. */
export function holds(
  { equals, at_least = -Infinity, at_most = Infinity }: Bound,
  value: number | string | undefined,
): boolean {
  if (value === undefined || (equals !== undefined && value !== equals)) return false;
  return typeof value === 'string' || (value >= at_least && value <= at_most);
}
