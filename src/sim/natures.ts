/** What is unusual about requests, drawn from the seed as their clients are: slow ones, and ones that crash what works on them. */
import { createDraw } from './random.ts';
import type { Requests } from './requests.ts';
import type { Run } from './run.ts';

export interface Natures {
  /** How many times as much as usual the request costs. */
  readonly slowdown: (request: number) => number;
  readonly crashes: (request: number, version: number) => boolean;
}

const usualSlowdown = 10;

/** @param ordinalOf Which of the workload's requests a request is, or repeats. */
export function createNatures(
  { workload, seed }: Run,
  given: Requests['given'],
  ordinalOf: (request: number) => number,
): Natures {
  const { slow_share = 0, slow_factor = usualSlowdown, poison_share = 0 } = workload;
  const drawSlow = createDraw(seed, 'workload', 'slow');
  const drawPoison = createDraw(seed, 'workload', 'poison');
  // What a probe asks for has a number below 0, and nothing unusual about it.
  const drawn = (share: number, draw: (request: number) => number, request: number) =>
    share > 0 && request >= 0 && draw(ordinalOf(request)) < share;
  const isPoisonous = (request: number) =>
    given(request)?.poison ?? drawn(poison_share, drawPoison, request);
  const versions = workload.poison_versions;
  return {
    slowdown: (request) => (drawn(slow_share, drawSlow, request) ? slow_factor : 1),
    crashes: (request, version) =>
      isPoisonous(request) && (versions === undefined || versions.includes(version)),
  };
}
