import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from '../all-modules.ts';
import { createRandom, exponentialUs } from '../random.ts';
import type { Component, Link, Run, RunEvent } from '../run.ts';
import { simulate } from '../simulate.ts';
import { outcomes } from '../trace.ts';
import { disagreement, ofReplications } from './estimate.ts';
import { availabilityInParallel, availabilityInSeries } from './formulas.ts';

const durationMs = 4_000_000;

/** A component that works and is broken in turn, each for an exponential time (means in ms). */
interface Breaking {
  readonly id: string;
  readonly upMs: number;
  readonly downMs: number;
}

const availability = ({ upMs, downMs }: Breaking): number => upMs / (upMs + downMs);

function breakdowns({ id, upMs, downMs }: Breaking, seed: number): RunEvent[] {
  const random = createRandom(seed, id, 'breakdowns');
  const lengthMs = (meanMs: number) => exponentialUs(meanMs * 1000, random()) / 1000;
  const events: RunEvent[] = [];
  for (let t_ms = lengthMs(upMs); t_ms < durationMs;) {
    events.push({ t_ms, component: id, action: 'refuse' });
    t_ms += lengthMs(downMs);
    if (t_ms < durationMs) events.push({ t_ms, component: id, action: 'up' });
    t_ms += lengthMs(upMs);
  }
  return events;
}

/** The share of requests that are answered, in 30 runs. */
function answeredShares(
  parts: readonly Breaking[],
  components: readonly Component[],
  links: readonly Link[],
): number[] {
  return Array.from({ length: 30 }, (_, seed) => {
    const run: Run = {
      duration_ms: durationMs,
      seed,
      hosts: [],
      components: [{ id: 'users', kind: 'client', title: 'Users' }, ...components],
      links,
      workload: { mode: 'open-loop', shape: 'poisson', rate: 1 },
      events: parts.flatMap((part) => breakdowns(part, seed)),
    };
    const { requests } = simulate(run, allModules, { keepEvents: false });
    const answered = [...requests.outcome].filter((code) => outcomes[code] === 'answered').length;
    return answered / requests.length;
  });
}

const parts: readonly Breaking[] = [
  { id: 'one', upMs: 40_000, downMs: 10_000 },
  { id: 'two', upMs: 30_000, downMs: 20_000 },
];

test('two parts that are both needed are available as often as the product says', () => {
  const shares = answeredShares(
    parts,
    [
      { id: 'one', kind: 'web', title: 'One' },
      { id: 'two', kind: 'app', title: 'Two' },
    ],
    [
      { from: 'users', to: 'one' },
      { from: 'one', to: 'two' },
    ],
  );
  const expected = availabilityInSeries(parts.map(availability));
  assert.equal(disagreement(ofReplications(shares), expected, 0.05), undefined);
});

test('two parts of which one is enough fail as often as the product of their failures says', () => {
  const shares = answeredShares(
    parts,
    [
      { id: 'lb', kind: 'load-balancer', software: 'nginx', title: 'nginx' },
      // With max_fails 0 every request tries the one and then the other.
      { id: 'one', kind: 'web', title: 'One', settings: { max_fails: 0 } },
      { id: 'two', kind: 'web', title: 'Two', settings: { max_fails: 0 } },
    ],
    [
      { from: 'users', to: 'lb' },
      { from: 'lb', to: 'one' },
      { from: 'lb', to: 'two' },
    ],
  );
  const failed = shares.map((share) => 1 - share);
  const expected = 1 - availabilityInParallel(parts.map(availability));
  assert.equal(disagreement(ofReplications(failed), expected, 0.15), undefined);
});
