/** Numbers of a question, drawn from a seed. */
import type { Values } from './expression.ts';
import { createRandom } from './random.ts';

/** `from`, `from + step`, … up to `to`; or one of a list. */
export type Range =
  { readonly from: number; readonly to: number; readonly step?: number } | readonly number[];

/** What each name is drawn from, independently; or cases that belong together, of which one is drawn. */
export type Draw = Readonly<Record<string, Range>> | readonly Values[];

export function drawNumbers(draw: Draw, seed: number): Values {
  if (isCases(draw)) return pick(draw, createRandom(seed, 'case')) ?? {};
  const drawn: Record<string, number> = {};
  for (const [name, range] of Object.entries(draw)) {
    drawn[name] = pick(valuesOf(range), createRandom(seed, name)) ?? NaN;
  }
  return drawn;
}

/** The first seed after `seed` that draws other numbers, if one of the next hundred does. */
export function nextSeed(draw: Draw, seed: number): number {
  const before = JSON.stringify(drawNumbers(draw, seed));
  for (let next = seed + 1; next <= seed + 100; next++) {
    if (JSON.stringify(drawNumbers(draw, next)) !== before) return next;
  }
  return seed + 1;
}

/** The names that are drawn. */
export function namesIn(draw: Draw): string[] {
  return Object.keys(isCases(draw) ? (draw[0] ?? {}) : draw);
}

/** All values that a range can give, in order. */
export function valuesOf(range: Range): readonly number[] {
  if (!('from' in range)) return range;
  const { from, to, step = 1 } = range;
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  // Rounded, so that 0.1 + 2 × 0.1 is 0.3.
  return Array.from({ length: count }, (_, n) => Math.round((from + n * step) * 1e6) / 1e6);
}

/** The numbers from 0 to `count` − 1 in another order than this one. */
export function shuffled(count: number, seed: number): number[] {
  const random = createRandom(seed, 'order');
  const order = Array.from({ length: count }, (_, n) => n);
  for (let n = count - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [order[n], order[other]] = [order[other] ?? 0, order[n] ?? 0];
  }
  const isSorted = order.every((value, n) => value === n);
  return isSorted ? [...order.slice(1), 0] : order;
}

function isCases(draw: Draw): draw is readonly Values[] {
  return Array.isArray(draw);
}

function pick<T>(values: readonly T[], random: () => number): T | undefined {
  return values[Math.floor(random() * values.length)];
}
