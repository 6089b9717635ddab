/**
 * Means of runs with their confidence, by batches: what follows each other in a queue depends on each other, long batches
 * hardly do. A. M. Law, "Simulation Modeling and Analysis" (2015), section 9.5.3.
 */

export interface Estimate {
  readonly mean: number;
  /** The square of half the width of the interval that holds the true mean with a probability of 99.9 %. */
  readonly halfWidthSquared: number;
}

const batches = 30;

/** Student's t with 29 degrees of freedom that is exceeded, on either side, with a probability of 0.001. */
const t = 3.659;

/** The first tenth is left out: the run has not settled. */
const warmUp = 0.1;

/** The mean of values in the order in which they came about. */
export function estimate(values: ArrayLike<number>): Estimate {
  const first = Math.floor(values.length * warmUp);
  const size = Math.floor((values.length - first) / batches);
  const means: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    let sum = 0;
    for (let place = 0; place < size; place++) sum += values[first + batch * size + place] ?? 0;
    means.push(sum / size);
  }
  return ofReplications(means);
}

/** The mean of 30 values that do not depend on each other. */
export function ofReplications(values: readonly number[]): Estimate {
  if (values.length !== batches) throw new Error(`There must be ${batches} values.`);
  const mean = values.reduce((sum, each) => sum + each, 0) / batches;
  const squares = values.reduce((sum, each) => sum + (each - mean) * (each - mean), 0);
  return { mean, halfWidthSquared: (t * t * squares) / (batches - 1) / batches };
}

/** What is wrong with the estimate if the truth is `expected` and it is to be known to this part of it; else nothing. */
export function disagreement(
  { mean, halfWidthSquared }: Estimate,
  expected: number,
  precision: number,
): string | undefined {
  const limit = precision * expected;
  if (halfWidthSquared > limit * limit) {
    return `${mean} is not known to ${precision * 100} %: the squared half width is ${halfWidthSquared}`;
  }
  const difference = mean - expected;
  if (difference * difference > halfWidthSquared) {
    return `${mean} is not ${expected}, with 99.9 % confidence`;
  }
  return undefined;
}
