import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRandom } from '#sim/random.ts';
import {
  actionsOn,
  namesIn,
  normalize,
  serverIds,
  settingIn,
  valueIn,
  type Setup,
  type Values,
} from '#sim/setup.ts';
import { formatParams, parseParams, setupOfOther, startState, type Start } from './params.ts';

const start = (id: string, values: Values, more: Partial<Start> = {}): Start => ({
  kind: 'scenario',
  id,
  setup: normalize({ values, events: [{ t_ms: 4000, component: 'web2', action: 'refuse' }] }),
  ...more,
});

const starts: readonly [Start, ...Start[]] = [
  start('first', {}),
  start('second', { 'lb.balance': 'leastconn', servers: 2, 'lb.fastinter_ms': 300, rate: 50 }),
  start('third', { 'lb.software': 'nginx', servers: 8, 'web7.weight': 3 }, { kind: 'mission' }),
  start('fourth', { servers: 4 }, { other: { servers: 5, 'lb.balance': 'source' } }),
];

const valuesArbitrary = fc
  .tuple(fc.constantFrom('haproxy', 'nginx'), fc.integer({ min: 1, max: 8 }), fc.nat())
  .map(([software, servers, seed]): Values => {
    const values: Record<string, string | number | boolean | null> = {
      'lb.software': software,
      servers,
    };
    const random = createRandom(seed);
    const below = (limit: number) => Math.floor(random() * limit);
    for (const name of namesIn(values)) {
      const setting = settingIn(values, name);
      if (!setting || below(3) > 0 || name === 'servers' || name === 'lb.software') continue;
      if (setting.type === 'flag') values[name] = below(2) === 0;
      else if (setting.type === 'choice') {
        values[name] = setting.choices[below(setting.choices.length)] ?? '';
      } else if (setting.default === null && below(3) === 0) values[name] = null;
      else values[name] = setting.min + below(setting.max - setting.min + 1);
    }
    return values;
  });

const setupArbitrary = fc
  .tuple(valuesArbitrary, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 8 }))
  .map(([values, events]): Setup => {
    const endMs = Number(valueIn(values, 'duration_ms'));
    return normalize({
      values,
      events: events.map(([t, which, what]) => {
        const component = serverIds[which % Number(valueIn(values, 'servers'))] ?? 'web1';
        const offered = actionsOn(values, component);
        return { t_ms: t % (endMs + 1), component, action: offered[what % offered.length] ?? 'up' };
      }),
    });
  });

test('a link gives back the state that it was made from', () => {
  const state = fc
    .tuple(
      fc.constantFrom(...starts),
      setupArbitrary,
      fc.option(valuesArbitrary),
      fc.option(fc.integer({ min: 1, max: 9_999_999 })),
      fc.nat(2000),
    )
    .map(([from, setup, other, request, tMs]) => ({
      start: from,
      setup,
      ...(other && { other: setupOfOther(setup, other).values }),
      ...(request !== null && { request }),
      tMs,
    }));
  fc.assert(
    fc.property(state, (given) => {
      assert.deepEqual(parseParams(formatParams(given), starts), given);
    }),
    { numRuns: 500 },
  );
});

test('a start as it is says nothing but its name', () => {
  for (const each of starts) {
    assert.equal(formatParams(startState(each)), `v=1&${each.kind}=${each.id}`);
    assert.deepEqual(parseParams(`${each.kind}=${each.id}`, starts), startState(each));
  }
});

test('a hostile query never throws, and leaves each value that it spoils as the start has it', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'at',
      't',
      'servers',
      'lb.software',
      'b.lb.balance',
      'lb.fall',
      '__proto__',
      'web1.weight',
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.string())), (pairs) => {
      const { setup } = parseParams(new URLSearchParams(pairs).toString(), starts);
      assert.deepEqual(normalize(setup), setup);
    }),
  );
  const spoiled = parseParams(
    'scenario=second&rate=1e9&lb.fall=4&lb.balance=fastest&at=5s:web1:refuse&at=5000ms:web9:refuse&t=-1ms',
    starts,
  );
  assert.deepEqual(spoiled.setup.values, { ...starts[1]?.setup.values, 'lb.fall': 4 });
  assert.deepEqual(spoiled.setup.events, starts[1]?.setup.events);
  for (const text of ['0', '-1', '1e3', '1.5', '10000000', '']) {
    assert.equal(parseParams(`request=${text}`, starts).request, undefined);
  }
});
