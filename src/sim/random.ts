/**
 * Randomness as a function of what it is for: one stream per (seed, component, purpose, request), so that a changed
 * setting leaves everything else as it was.
 */

/** Numbers in [0, 1), each a multiple of 2⁻³². */
export type Random = () => number;

/** A stream of its own for these keys. Strings and whole numbers up to 2³² are told apart. */
export function createRandom(seed: number, ...keys: readonly (string | number)[]): Random {
  let state = keys.reduce<number>((hash, key) => mix(hash + hashOf(key)), mix(seed));
  // splitmix32: a Weyl sequence through the same mixer; neighboring seeds start far apart.
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return (mix(state) >>> 0) / 4294967296;
  };
}

/**
 * The first number of `createRandom(seed, ...keys, request)`, for each request: what to use where one number will do,
 * since it makes no stream.
 */
export function createDraw(
  seed: number,
  ...keys: readonly (string | number)[]
): (request: number) => number {
  const state = keys.reduce<number>((hash, key) => mix(hash + hashOf(key)), mix(seed));
  return (request) => (mix((mix(state + hashOf(request)) + 0x9e3779b9) | 0) >>> 0) / 4294967296;
}

/** FNV-1a of a string; a number is its own hash. */
function hashOf(key: string | number): number {
  if (typeof key === 'number') return Math.imul(key | 0, 0x85ebca6b);
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash;
}

/** MurmurHash3's finalizer (Austin Appleby, public domain): every input bit changes half of the output bits. */
function mix(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}

/**
 * A waiting time in whole µs from the exponential distribution with this mean (µs).
 * The mean of the results is the mean to within half a microsecond.
 * @param draw A random number in [0, 1).
 */
export function exponentialUs(meanUs: number, draw: number): number {
  // 1 - draw is in (0, 1], so that the logarithm exists.
  return Math.round(-naturalLogarithm(1 - draw) * meanUs);
}

const ln2 = 0.6931471805599453;

/**
 * ln(x) for x > 0 from `+ − × ÷` alone, since engines disagree on the last digits of `Math.log`: x = m · 2ᵏ with m in
 * [0.7, 1.5), ln m = 2 artanh((m − 1) / (m + 1)). The error is below 1e-15.
 */
export function naturalLogarithm(x: number): number {
  let mantissa = x;
  let exponent = 0;
  for (; mantissa >= 1.5; mantissa /= 2) exponent += 1;
  for (; mantissa < 0.75; mantissa *= 2) exponent -= 1;
  const y = (mantissa - 1) / (mantissa + 1);
  const square = y * y;
  // Written out, since it is what most draws cost.
  let sum = 1 / 25;
  sum = sum * square + 1 / 23;
  sum = sum * square + 1 / 21;
  sum = sum * square + 1 / 19;
  sum = sum * square + 1 / 17;
  sum = sum * square + 1 / 15;
  sum = sum * square + 1 / 13;
  sum = sum * square + 1 / 11;
  sum = sum * square + 1 / 9;
  sum = sum * square + 1 / 7;
  sum = sum * square + 1 / 5;
  sum = sum * square + 1 / 3;
  sum = sum * square + 1;
  return 2 * y * sum + exponent * ln2;
}

/**
 * eˣ from `+ − × ÷` alone: x = k · ln 2 + r with |r| ≤ ln 2 / 2, and the Taylor series of eʳ. The relative error is below
 * 1e-15 for |x| < 32.
 */
export function naturalExponential(x: number): number {
  const k = Math.round(x / ln2);
  const r = x - k * ln2;
  let sum = 1;
  for (let term = 15; term >= 1; term--) sum = 1 + (sum * r) / term;
  for (let doubled = 0; doubled < k; doubled++) sum *= 2;
  for (let halved = 0; halved > k; halved--) sum /= 2;
  return sum;
}
