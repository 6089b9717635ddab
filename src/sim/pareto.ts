/**
 * The bounded Pareto distribution, which is what heavy-tailed work on the web looks like: most requests cost little, a few
 * of them most of the whole. M. E. Crovella and A. Bestavros, "Self-Similarity in World Wide Web Traffic" (1997); the bound
 * as in M. Harchol-Balter, "Performance Modeling and Design of Computer Systems" (2013), chapter 20.
 */
import { naturalExponential, naturalLogarithm } from './random.ts';

export interface BoundedPareto {
  /** The exponent α of the tail, above 1: the smaller, the heavier. */
  readonly shape: number;
  /** The longest time in multiples of the shortest. */
  readonly range: number;
}

const power = (base: number, exponent: number) =>
  naturalExponential(exponent * naturalLogarithm(base));

/** The mean in multiples of the shortest time. */
function meanOf({ shape, range }: BoundedPareto): number {
  const whole = 1 - power(range, -shape);
  return ((shape / (shape - 1)) * (1 - power(range, 1 - shape))) / whole;
}

/**
 * Times with this mean, as a function of a random number in [0, 1): the inverse of the distribution function
 * (1 − (L / x)^α) / (1 − (L / H)^α) for x from the shortest, L, to the longest, H.
 */
export function createBoundedPareto(mean: number, pareto: BoundedPareto): (draw: number) => number {
  const { shape, range } = pareto;
  const least = mean / meanOf(pareto);
  const whole = 1 - power(range, -shape);
  return (draw) => least * power(1 - draw * whole, -1 / shape);
}
