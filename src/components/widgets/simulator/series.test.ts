import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from '#sim/all-modules.ts';
import { normalize, runOf, type Setup } from '#sim/setup.ts';
import { simulate } from '#sim/simulate.ts';
import { seriesOf, stepOf } from './series.ts';

function play(values: Setup['values'], events: Setup['events'] = []) {
  const trace = simulate(runOf(normalize({ values, events })), allModules);
  return { trace, series: seriesOf(trace) };
}

test('twenty steady requests a second are twenty a second in the chart', () => {
  const { series } = play({ rate: 20 });
  assert.ok(series.answered.slice(stepOf(series, 2_000_000)).every((rate) => rate === 20));
  assert.ok(series.failed.every((rate) => rate === 0));
  assert.equal(series.timesUs.at(-1), 20_000_000);
});

test('without waiting every percentile is the time that one request takes', () => {
  const { series } = play({ rate: 5, service_ms: 100 });
  const late = series.p99.slice(stepOf(series, 2_000_000));
  assert.ok(late.every((p99) => p99 >= 150 && p99 < 175));
  assert.ok(series.queue.every((waiting) => waiting === 0));
});

test('servers of equal weight are chosen equally often', () => {
  const { series } = play({ servers: 4, rate: 40 });
  for (const shares of series.shares) {
    assert.ok(
      shares.slice(stepOf(series, 3_000_000)).every((share) => Math.abs(share - 0.25) < 0.02),
    );
  }
});

test('overload makes the queue longer and longer', () => {
  const { series } = play({ servers: 1, rate: 50, 'web1.workers': 2 });
  const [early = 0, late = 0] = [5_000_000, 20_000_000].map(
    (tUs) => series.queue[stepOf(series, tUs)],
  );
  assert.ok(Math.abs(early - 30 * 5) < 12, String(early));
  assert.ok(Math.abs(late - 30 * 20) < 12, String(late));
});

test('a server that is gone loses its share, and its requests are told as failed', () => {
  const { series } = play({ servers: 2 }, [{ t_ms: 5000, component: 'web2', action: 'refuse' }]);
  assert.ok((series.shares[1]?.[stepOf(series, 4_000_000)] ?? 0) > 0.4);
  assert.equal(series.shares[1]?.[stepOf(series, 15_000_000)], 0);
  assert.ok(series.failed.some((rate) => rate > 0));
});
