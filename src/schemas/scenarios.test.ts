import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '#lib/yaml-collection.ts';
import { allModules } from '#sim/all-modules.ts';
import { measure, momentUs } from '#sim/metric.ts';
import { withParameters } from '#sim/parameters.ts';
import { simulate } from '#sim/simulate.ts';
import { eventKinds, outcomes, type EventKind } from '#sim/trace.ts';
import { scenarioSchema, type Expectation } from './scenario.ts';

const folder = new URL('../content/scenarios', import.meta.url).pathname;

for (const { id, data } of readFolder(folder, scenarioSchema)) {
  for (const expectation of data.expect) {
    test(`${id}: ${expectation.claim}`, () => {
      const { with: given = {}, events = [] } = expectation;
      const changed = withParameters(data.run, given);
      const run = { ...changed, events: [...changed.events, ...events] };
      assertHolds(expectation, measure(simulate(run, allModules), expectation.metric));
    });
  }

  test(`${id}: every request is answered, failed, dropped or in flight, and none is counted twice`, () => {
    const trace = simulate(data.run, allModules);
    const count = (kind: EventKind) => {
      const rows = trace.events.kind.slice(0, trace.events.length);
      return rows.filter((code) => code === eventKinds[kind].code).length;
    };
    const { length, outcome } = trace.requests;
    const inFlight = outcome.slice(0, length).filter((each) => outcomes[each] === 'in-flight');
    assert.ok(length > 0, 'no request arrives');
    assert.equal(count('arrive'), length);
    assert.equal(count('end') + count('give-up') + inFlight.length, length);
  });

  test(`${id}: each stop is reached and its values are known`, () => {
    const trace = simulate(data.run, allModules);
    for (const { id: stop, at, values = {} } of data.figure.stops) {
      assert.notEqual(momentUs(trace, at), undefined, `${stop} is never reached`);
      for (const [name, metric] of Object.entries(values)) {
        assert.notEqual(measure(trace, metric), undefined, `${stop}: {${name}} has no value`);
      }
    }
  });

  test(`${id}: each prediction has an answer`, () => {
    const trace = simulate(data.run, allModules);
    for (const { id: prediction, answer } of data.figure.predictions) {
      assert.notEqual(measure(trace, answer), undefined, `${prediction} has no answer`);
    }
  });
}

function assertHolds(
  { equals, at_least, at_most }: Expectation,
  value: number | string | undefined,
) {
  if (equals !== undefined) assert.equal(value, equals);
  if (at_least !== undefined)
    assert.ok(Number(value) >= at_least, `${String(value)} < ${at_least}`);
  if (at_most !== undefined) assert.ok(Number(value) <= at_most, `${String(value)} > ${at_most}`);
}
