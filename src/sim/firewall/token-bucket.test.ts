import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTokenBucket } from './token-bucket.ts';

const second = 1_000_000;

const arrivals = fc
  .array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 200 })
  .map((gaps) => {
    let nowUs = 0;
    return gaps.map((gap) => (nowUs += gap));
  });

test('in any span of time, no more pass than the burst and what the rate refills meanwhile', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 30 }),
      arrivals,
      (rate, burst, times) => {
        const bucket = createTokenBucket({ per_second: rate, burst });
        const passed = times.filter((tUs) => bucket(tUs));
        for (let first = 0; first < passed.length; first++) {
          for (let last = first; last < passed.length; last++) {
            const spanUs = (passed[last] ?? 0) - (passed[first] ?? 0);
            // A packet costs whole nanoseconds, rounded down: a trifle more passes than the rate says.
            const refilled = (spanUs * 1000) / Math.floor((second * 1000) / rate);
            assert.ok(last - first + 1 <= burst + refilled + 1e-9);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('a packet is turned away only when less than one token is left', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 30 }),
      arrivals,
      (rate, burst, times) => {
        const bucket = createTokenBucket({ per_second: rate, burst });
        let tokens = burst;
        let lastUs = 0;
        for (const tUs of times) {
          tokens = Math.min(burst, tokens + ((tUs - lastUs) * rate) / second);
          lastUs = tUs;
          const passes = bucket(tUs);
          if (passes) tokens -= 1;
          else assert.ok(tokens < 1 + 1e-6, `${tokens} tokens left`);
          assert.ok(tokens > -1e-3);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('under steady overload the rate passes, after the burst', () => {
  for (const [rate, burst, offered, seconds] of [
    [10, 5, 50, 1],
    [20, 10, 50, 30],
    [7, 1, 1000, 60],
    [100, 30, 400, 20],
  ] as const) {
    const bucket = createTokenBucket({ per_second: rate, burst });
    let passed = 0;
    for (let n = 0; n < offered * seconds; n++) {
      if (bucket(Math.round((n * second) / offered))) passed += 1;
    }
    assert.ok(Math.abs(passed - (burst + rate * seconds)) <= 2, `${passed} passed`);
  }
});

test('a rate per minute or per hour refills as slowly as it says', () => {
  const bucket = createTokenBucket({ per_minute: 6, burst: 1 });
  assert.deepEqual(
    [0, 9.99, 10, 20].map((seconds) => bucket(seconds * second)),
    [true, false, true, true],
  );
  const hourly = createTokenBucket({ per_hour: 1, burst: 2 });
  assert.deepEqual(
    [0, 1, 3599, 3600].map((seconds) => hourly(seconds * second)),
    [true, true, false, true],
  );
});
