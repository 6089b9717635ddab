import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from '../all-modules.ts';
import type { SettingValue } from '../settings.ts';
import { simulate } from '../simulate.ts';
import { eventKinds } from '../trace.ts';
import { disagreement, estimate } from './estimate.ts';
import {
  erlangC,
  md1Wait,
  mg1Wait,
  mm1Sojourn,
  mmcWait,
  psSojourn,
  supermarketSojourn,
  utilization,
} from './formulas.ts';
import {
  balancedRun,
  perMillisecond,
  sojourns,
  sojournsOf,
  stationRun,
  type Station,
} from './stations.ts';

/** Holds with 99.9 % confidence, and the mean is known to within this part of it. */
function agrees(values: ArrayLike<number>, expected: number, precision: number) {
  const wrong = disagreement(estimate(values), expected, precision);
  assert.equal(wrong, undefined);
}

const exponential = { service: 'exponential' } as const;

const station = (
  rate: number,
  service: number,
  settings: Readonly<Record<string, SettingValue>>,
  rest: Partial<Station> = {},
): Station => ({ rate, service, settings, requests: 200_000, seed: 1, ...rest });

for (const [rate, service] of [
  [50, 10],
  [140, 5],
  [8, 100],
] as const) {
  const given = station(rate, service, { workers: 1, ...exponential });
  test(`M/M/1 at ${utilization(perMillisecond(given))}: the mean sojourn`, () => {
    agrees(sojourns(stationRun(given)), mm1Sojourn(perMillisecond(given)), 0.1);
  });
}

for (const [servers, rate, service] of [
  [2, 150, 10],
  [5, 80, 50],
  [16, 700, 20],
] as const) {
  const given = station(rate, service, { workers: servers, ...exponential });
  test(`M/M/${servers}: the mean sojourn, and how many find every worker busy`, () => {
    const load = perMillisecond(given);
    const trace = simulate(stationRun(given), allModules);
    const { events, requests } = trace;
    const hadToWait = new Uint8Array(requests.length);
    for (let row = 0; row < events.length; row++) {
      if (events.kind[row] === eventKinds.queue.code) hadToWait[events.request[row] ?? 0] = 1;
    }
    agrees(hadToWait, erlangC(load, servers), 0.08);
    agrees(sojournsOf(trace), mmcWait(load, servers) + service, 0.08);
  });
}

test('M/D/1: the mean sojourn', () => {
  for (const [rate, service] of [
    [70, 10],
    [8, 100],
  ] as const) {
    const given = station(rate, service, { workers: 1 });
    agrees(sojourns(stationRun(given)), md1Wait(perMillisecond(given)) + service, 0.08);
  }
});

/** The mean of the square of a bounded Pareto time with this mean: its second moment over the square of its first. */
function squareOfPareto(mean: number, shape: number, range: number): number {
  const whole = 1 - range ** -shape;
  const moment = (k: number) => (shape / (k - shape)) * (range ** (k - shape) - 1) / whole; // prettier-ignore
  return (moment(2) / moment(1) ** 2) * mean ** 2;
}

for (const [rate, service, shape, range] of [
  [60, 10, 1.5, 100],
  [40, 10, 1.1, 50],
  [25, 16, 2.5, 1000],
] as const) {
  test(`M/G/1 with work of shape ${shape} and range ${range}: the mean sojourn`, () => {
    const settings = { service: 'pareto', service_shape: shape, service_range: range };
    const given = station(rate, service, { workers: 1, ...settings });
    const wait = mg1Wait(perMillisecond(given), squareOfPareto(service, shape, range));
    agrees(sojourns(stationRun(given)), wait + service, 0.1);
  });
}

for (const [name, settings] of [
  ['constant', {}],
  ['exponential', exponential],
  ['heavy-tailed', { service: 'pareto', service_range: 100 }],
] as const) {
  test(`M/G/1 with processor sharing and ${name} work: the mean sojourn`, () => {
    const given = station(70, 10, settings, { cores: 1 });
    agrees(sojourns(stationRun(given)), psSojourn(perMillisecond(given)), 0.08);
  });
}

test('requests that share four cores take as long on average as in M/M/4', () => {
  const given = station(320, 10, exponential, { cores: 4 });
  agrees(sojourns(stationRun(given)), mmcWait(perMillisecond(given), 4) + 10, 0.08);
});

for (const [busy, near] of [
  [0.7, 0.03],
  [0.9, 0.06],
] as const) {
  test(`HAProxy’s random, the better of two of 100 servers, at ${busy}: within ${near * 100} % of the supermarket model`, () => {
    const servers = 100;
    const service = 20;
    // A heavy weight spreads each server evenly over the ring that HAProxy draws from.
    const given = station((busy * servers * 1000) / service, service, { weight: 256 });
    const { mean, halfWidthSquared } = estimate(sojourns(balancedRun(given, servers, 'random')));
    // The model is exact for infinitely many servers only.
    const expected = supermarketSojourn({ rate: busy / service, service });
    assert.ok(Math.sqrt(halfWidthSquared) < near * expected, 'the mean is known well enough');
    assert.ok(Math.abs(mean / expected - 1) < near, `${mean} is near ${expected}`);
  });
}
