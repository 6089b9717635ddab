import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluated, inactive, type AlertRule, type AlertState } from './alerts.ts';

const rule: AlertRule = { id: 'busy', metric: 'lb.requests', above: 50, for_ms: 2000 };

/** The phases of evaluations one second apart. */
function phases(values: readonly (number | undefined)[], of: AlertRule = rule): string[] {
  let state: AlertState = inactive;
  return values.map((value, second) => {
    state = evaluated(of, state, value, second * 1_000_000);
    return state.phase;
  });
}

test('an alert is pending until its condition has held for long enough', () => {
  assert.deepEqual(phases([10, 60, 60, 60, 60]), [
    'inactive',
    'pending',
    'pending',
    'firing',
    'firing',
  ]);
});

test('one evaluation at which it does not hold begins anew', () => {
  assert.deepEqual(phases([60, 60, 40, 60, 60]), [
    'pending',
    'pending',
    'inactive',
    'pending',
    'pending',
  ]);
});

test('without a duration it fires at once', () => {
  assert.deepEqual(phases([60, 50], { ...rule, for_ms: 0 }), ['firing', 'inactive']);
});

test('no value is neither above nor below anything', () => {
  assert.deepEqual(phases([60, undefined, 60]), ['pending', 'inactive', 'pending']);
  const below: AlertRule = { id: 'down', metric: 'probe.up', below: 1 };
  assert.deepEqual(phases([0, undefined, 1], below), ['firing', 'inactive', 'inactive']);
});
