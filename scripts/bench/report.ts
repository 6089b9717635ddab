/** What a part of the benchmark prints: rows of a table in Markdown, as they are known. */

/** What was measured, what came out, and the goal of docs/performance.md, if there is one. */
export type Row = readonly [what: string, value: string, goal?: string];

export function printHead(title: string): void {
  console.log(`\n## ${title}\n\n| what | measured | goal |\n| --- | --- | --- |`);
}

export function printRow([what, value, goal = '']: Row): void {
  console.log(`| ${what} | ${value} | ${goal} |`);
}

const units = [
  [1e6, 'million'],
  [1e3, 'thousand'],
] as const;

/** `2.5 million`. */
export function count(value: number): string {
  const [size, unit] = units.find(([size]) => value >= size) ?? [1, ''];
  return `${(value / size).toPrecision(3)} ${unit}`.trimEnd();
}

export const ms = (value: number): string =>
  value >= 1000 ? `${(value / 1000).toPrecision(3)} s` : `${value.toPrecision(3)} ms`;

export const times = (value: number): string => `${value.toFixed(2)} ×`;

export const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
