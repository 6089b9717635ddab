import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import { currentValue, parameterSetting } from '#sim/parameters.ts';
import { parseOffer } from '#sim/offer.ts';
import type { RunEvent } from '#sim/run.ts';
import type { SettingValue } from '#sim/settings.ts';
import { formatParams, isOffered, parseParams, untouched, type FlowState } from './params.ts';
import type { ExposedParameter, FlowScenario } from './scenario.ts';

const [first] = readFolder('src/content/scenarios', scenarioSchema).filter(
  ({ id }) => id === 'lose-one-server',
);
const scenario: FlowScenario = first?.data ?? assert.fail('There is no lose-one-server.');
const { run, figure } = scenario;
const parse = (query: string) => parseParams(query, 'figure', scenario);

/** Values that the figure offers and that differ from the scenario's, or none. */
function valueOf(exposed: ExposedParameter): fc.Arbitrary<SettingValue | undefined> {
  const setting = parameterSetting(run, exposed.parameter);
  const own = currentValue(run, exposed.parameter);
  const offered: fc.Arbitrary<SettingValue> =
    setting?.type === 'flag'
      ? fc.boolean()
      : setting?.type === 'choice'
        ? fc.constantFrom(...(exposed.choices ?? setting.choices))
        : fc.integer({ min: exposed.min, max: exposed.max });
  return fc.option(offered, { nil: undefined }).map((value) => (value === own ? undefined : value));
}

const states: fc.Arbitrary<FlowState> = fc.record({
  parameters: fc
    .record(
      Object.fromEntries((figure.parameters ?? []).map((each) => [each.parameter, valueOf(each)])),
    )
    .map((values) =>
      Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, SettingValue] => {
          return entry[1] !== undefined;
        }),
      ),
    ),
  interventions: fc.array(
    fc
      .constantFrom(...Object.keys(figure.faults ?? {}))
      .chain((component) =>
        fc.record({
          t_ms: fc.integer({ min: 0, max: run.duration_ms }),
          component: fc.constant(component),
          offer: fc.constantFrom(...(figure.faults?.[component] ?? []), 'up' as const),
        }),
      )
      .map(({ offer, ...event }) => ({ ...event, ...parseOffer(offer) }) as RunEvent),
    { maxLength: 12 },
  ),
  seed: fc
    .option(fc.integer({ min: 0, max: 4294967295 }), { nil: undefined })
    .map((seed) => (seed === run.seed ? undefined : seed)),
  request: fc.option(fc.integer({ min: 1, max: 9999999 }), { nil: undefined }),
  tMs: fc.integer({ min: 0, max: run.duration_ms }),
});

test('a link brings back the state that it was made from', () => {
  fc.assert(
    fc.property(states, (state) => {
      const isSaid = (entry: [string, unknown]) => entry[1] !== undefined;
      const expected = Object.fromEntries(Object.entries(state).filter(isSaid));
      assert.deepEqual(parse(formatParams(state, 'figure')), expected);
    }),
  );
});

test('a link holds only what differs, in plain words', () => {
  const state: FlowState = {
    parameters: { 'lb.inter_ms': 500, 'lb.redispatch': true },
    interventions: [{ t_ms: 3000, component: 'web2', action: 'refuse' }],
    seed: 4,
    request: 17,
    tMs: 4600,
  };
  assert.equal(
    formatParams(state, 'figure'),
    'v=1&fig=figure&lb.inter=500ms&lb.redispatch=true&at=3000ms:web2:refuse&seed=4&request=17&t=4600ms',
  );
  assert.equal(formatParams(untouched, 'figure'), 'v=1&fig=figure');
});

test('no query throws, and what it gives is within what the figure offers', () => {
  const names = [
    'lb.inter',
    'lb.fall',
    'lb.redispatch',
    't',
    'at',
    'seed',
    'request',
    '__proto__',
    'rate',
  ];
  const hostile = fc.array(
    fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string({ unit: 'binary' })),
  );
  fc.assert(
    fc.property(hostile, fc.string(), (pairs, tail) => {
      const query = pairs.map(([name, value]) => `${name}=${value}`).join('&') + tail;
      const { parameters, interventions, tMs } = parse(query);
      assert.ok(Number.isInteger(tMs) && tMs >= 0 && tMs <= run.duration_ms);
      for (const [name, value] of Object.entries(parameters)) {
        const exposed = figure.parameters?.find(({ parameter }) => parameter === name);
        assert.ok(exposed && isOffered(run, exposed, value));
      }
      for (const { component } of interventions) {
        assert.ok(Object.hasOwn(figure.faults ?? {}, component));
      }
    }),
  );
});

const malformed = [
  'lb.inter=500',
  'lb.inter=5ms',
  'lb.inter=1e3ms',
  'lb.inter=-500ms',
  'lb.inter=999999999999999999999ms',
  'lb.redispatch=yes',
  'lb.fall=3.5',
  't=4600',
  't=99999999ms',
  'seed=4294967296',
  'at=3000ms:web2:explode',
  'at=3000ms:nobody:refuse',
  'at=3000ms:constructor:up',
  'at=3000:web2:refuse',
  'at=3000ms:web2:refuse:extra',
  'at=::',
  '%E0%A4%A=%',
];

for (const query of malformed) {
  test(`“${query}” leaves the scenario as it is`, () => {
    assert.deepEqual(parse(query), untouched);
  });
}

test('a malformed value leaves the others alone', () => {
  assert.deepEqual(parse('lb.inter=oops&t=1000ms&at=bad').tMs, 1000);
});

test('a link to another figure changes nothing here', () => {
  assert.deepEqual(parse('fig=other&t=1000ms'), untouched);
});
