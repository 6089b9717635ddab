import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBoundedPareto } from './pareto.ts';
import { createRandom } from './random.ts';

const n = 200_000;

for (const [shape, range] of [
  [1.1, 100],
  [1.5, 1000],
  [2, 50],
  [3, 1_000_000],
] as const) {
  test(`with shape ${shape} and range ${range} times have the mean, the bounds and the tail that are asked for`, () => {
    const random = createRandom(5, 'test');
    const timeOf = createBoundedPareto(100, { shape, range });
    const times = Array.from({ length: n }, () => timeOf(random()));
    const mean = times.reduce((sum, time) => sum + time, 0) / n;
    const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / n;
    assert.ok(Math.abs(mean - 100) < 4 * Math.sqrt(variance / n), `mean ${mean}`);
    const least = timeOf(0);
    const whole = 1 - range ** -shape;
    assert.ok(times.every((time) => time >= least && time <= range * least * (1 + 1e-9)));
    for (const factor of [2, 4, 8, 16]) {
      const share = times.filter((time) => time > factor * least).length / n;
      const expected = 1 - (1 - factor ** -shape) / whole;
      const error = Math.sqrt((expected * (1 - expected)) / n);
      assert.ok(
        Math.abs(share - expected) < 4 * error,
        `${share} beyond ${factor} times the least`,
      );
    }
  });
}
