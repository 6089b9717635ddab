import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from '#sim/all-modules.ts';
import type { AlertRule } from '#sim/monitoring/alerts.ts';
import type { Component, Run } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { verdictText } from '#strings/measuring.ts';
import { rateRuleOf } from './rate-rule.ts';
import { verdictBy } from './verdict.ts';

const everySecond = {
  scrape_interval_ms: 1000,
  scrape_timeout_ms: 500,
  evaluation_interval_ms: 1000,
} as const;

const errors: AlertRule = { id: 'errors', metric: 'lb.error_share', above: 0.1, window_ms: 3000 };
const calm: AlertRule = { id: 'calm', metric: 'lb.requests', above: 1000, window_ms: 3000 };
const busy: AlertRule = { id: 'busy', metric: 'lb.requests', above: 1, window_ms: 3000 };

const runWith = (...rules: readonly (readonly AlertRule[])[]): Run => ({
  duration_ms: 8000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'browsers', kind: 'client', title: 'Browsers' },
    { id: 'lb', kind: 'load-balancer', title: 'nginx', software: 'nginx' },
    { id: 'web1', kind: 'web', title: 'Server 1' },
    ...rules.map((alerts, n): Component => {
      const settings = everySecond;
      return { id: `monitor${n}`, kind: 'monitor', title: 'Prometheus', settings, alerts };
    }),
  ],
  links: [
    { from: 'browsers', to: 'lb' },
    { from: 'lb', to: 'web1' },
    ...rules.map((_, n) => ({ from: `monitor${n}`, to: 'lb', carries: 'polls' }) as const),
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate: 20 },
  events: [],
});

test('a rule on something else is passed over, wherever it stands', () => {
  assert.deepEqual(rateRuleOf(runWith([errors, busy, calm])), {
    monitor: 3,
    index: 1,
    alert: busy,
  });
  assert.deepEqual(rateRuleOf(runWith([errors], [busy])), { monitor: 4, index: 0, alert: busy });
});

test('without a rule on a rate of requests there is none', () => {
  const rate: AlertRule = { id: 'errors', metric: 'lb.errors', above: 1, window_ms: 3000 };
  assert.equal(rateRuleOf(runWith([errors, rate])), undefined);
  assert.equal(rateRuleOf(runWith()), undefined);
});

test('the verdict is on the rule that was chosen', () => {
  const of = (...alerts: readonly AlertRule[]) => {
    const trace = simulate(runWith(alerts), allModules);
    const rule = rateRuleOf(trace.run);
    assert.ok(rule);
    return verdictBy(trace, rule, trace.endUs).join(' ');
  };
  const always: AlertRule = { id: 'always', metric: 'lb.up', below: 2 };
  assert.equal(of(always, calm), verdictText.none);
  assert.match(of(errors, busy), /1 false alarm/);
});
