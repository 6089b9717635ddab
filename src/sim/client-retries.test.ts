import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRetries } from './client-retries.ts';
import type { Run, Workload } from './run.ts';
import { resolveSettings, type SettingValue } from './settings.ts';
import { simulate } from './simulate.ts';
import { eventKinds, outcomes, type Trace } from './trace.ts';

function play(
  settings: Record<string, SettingValue>,
  workload: Workload,
  events: Run['events'] = [],
): Trace {
  return simulate(
    {
      duration_ms: 5000,
      seed: 3,
      hosts: [],
      components: [
        { id: 'users', kind: 'client', title: 'Users', settings },
        { id: 'web', kind: 'web', title: 'web', settings: { workers: 1, service_ms: 10 } },
      ],
      links: [{ from: 'users', to: 'web' }],
      workload,
      events,
    },
    {},
  );
}

const one: Workload = { mode: 'given', requests: [{ t_ms: 0, client: '198.51.100.7' }] };
const refuses = [{ t_ms: 0, component: 'web', action: 'refuse' }] as const;

test('the wait grows by the factor; jitter makes it less, evenly drawn', () => {
  const waits = (given: Record<string, SettingValue>) => {
    const retries = createRetries(1, 'users', resolveSettings('client', given));
    const first: number[] = [];
    for (let request = 0; request < 4; request++) {
      retries.began(request, request === 0 ? undefined : request - 1);
      first.push(retries.waitUs(request) ?? -1);
    }
    return first;
  };
  const base = { retries: 3, retry_backoff_ms: 100, retry_factor: 3 };
  assert.deepEqual(waits(base), [100_000, 300_000, 900_000, -1]);
  const drawn = waits({ ...base, retry_jitter: true });
  drawn.slice(0, 3).forEach((waitUs, n) => {
    assert.ok(waitUs >= 0 && waitUs < 100_000 * 3 ** n);
  });
});

test('a repetition is a request of its own, from the same client and for the same path', () => {
  const settings = { retries: 2, retry_backoff_ms: 100 };
  const { requests, events } = play(settings, one, refuses);
  assert.deepEqual([...requests.arrivalUs], [0, 100_000, 300_000]);
  assert.equal(new Set(requests.address).size, 1);
  const rows = Array.from({ length: events.length }, (_, row) => row).filter(
    (row) => events.kind[row] === eventKinds['client-retry'].code,
  );
  const told = rows.map((row) => [events.request[row], events.a[row], events.b[row]]);
  assert.deepEqual(told, [
    [1, 0, 1],
    [2, 1, 2],
  ]);
});

test('what is answered, well or with an error of the client’s own, is not repeated', () => {
  const { requests } = play({ retries: 5 }, one);
  assert.equal(requests.length, 1);
});

test('a client that gives up tries again, and the server still has the first request', () => {
  // Ten requests at once take 10 ms each; with a timeout of 25 ms only the first two are in time.
  const requests = Array.from({ length: 10 }, () => ({ t_ms: 0 }));
  const settings = { timeout_ms: 25, retries: 1, retry_backoff_ms: 1 };
  const { requests: table } = play(settings, { mode: 'given', requests });
  assert.equal(table.length, 18);
  const answered = [...table.outcome].filter((code) => outcomes[code] === 'answered').length;
  assert.equal(answered, 2);
});

test('retries turn a short overload into one that stays', () => {
  const workload: Workload = {
    mode: 'open-loop',
    shape: 'burst',
    rate: 80,
    burst_rate: 300,
    burst_every_ms: 1000,
    burst_ms: 300,
    until_ms: 1000,
  };
  const sent = (retries: number) =>
    play({ timeout_ms: 100, retries, retry_backoff_ms: 0, retry_factor: 1 }, workload).requests;
  const alone = sent(0);
  const storm = sent(10);
  assert.ok(storm.length > 2 * alone.length, `${storm.length} for ${alone.length}`);
});

test('a closed loop goes on when the client has stopped repeating', () => {
  const workload: Workload = { mode: 'closed-loop', count: 3, concurrency: 1 };
  const { requests } = play({ retries: 1, retry_backoff_ms: 100 }, workload, refuses);
  assert.deepEqual(
    [...requests.arrivalUs].map((tUs) => tUs / 1000),
    [0, 100, 100, 200, 200, 300],
  );
});
