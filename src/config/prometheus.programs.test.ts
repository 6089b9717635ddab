/** Prometheus and nginx read what is written for them, and Prometheus computes what the engine computes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { evaluated, inactive, type AlertRule, type AlertState } from '#sim/monitoring/alerts.ts';
import { metricNames } from '#sim/monitoring/metric-names.ts';
import { prometheusRate, type Sample } from '#sim/monitoring/rate.ts';
import type { Run } from '#sim/run.ts';
import { findProgram } from '../../scripts/programs.ts';
import type { ConfigLine } from './line.ts';
import { nginxMeasured } from './nginx-measured.ts';
import { prometheusConfig, prometheusRules } from './prometheus.ts';

const promtool = findProgram('promtool');
const nginx = findProgram('nginx');
const folder = mkdtempSync(join(tmpdir(), 'upstream-prometheus-'));
const within = (name: string) => join(folder, name);
after(() => {
  rmSync(folder, { recursive: true });
});

const skipped = (program: string | undefined, name: string) =>
  program === undefined && `not installed: ${name}`;

const textOf = (lines: readonly ConfigLine[]) => lines.map(({ text }) => `${text}\n`).join('');

function run(alerts: readonly AlertRule[], mode: 'push' | 'pull'): Run {
  return {
    duration_ms: 1000,
    seed: 1,
    hosts: [{ id: 'server', title: 'Server' }],
    components: [
      { id: 'users', kind: 'client', title: 'Users' },
      { id: 'lb', kind: 'load-balancer', title: 'HAProxy', software: 'haproxy' },
      { id: 'web', kind: 'web', title: 'nginx', host: 'server' },
      { id: 'agent', kind: 'collector', title: 'Agent', host: 'server', settings: { mode } },
      { id: 'monitor', kind: 'monitor', title: 'Prometheus', alerts },
      { id: 'probe', kind: 'probe', title: 'Probe' },
    ],
    links: [
      { from: 'users', to: 'lb' },
      { from: 'lb', to: 'web' },
      { from: 'probe', to: 'lb' },
      { from: 'agent', to: 'monitor', carries: 'metrics' },
      { from: 'probe', to: 'monitor', carries: 'metrics' },
      { from: 'monitor', to: 'lb', carries: 'polls' },
    ],
    workload: { mode: 'open-loop', shape: 'steady', rate: 1 },
    events: [],
  };
}

function accepts(program: string | undefined, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program ?? '', args, { encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}${stderr}`);
}

test(
  'Prometheus accepts its configuration and a rule for every metric of every component',
  { skip: skipped(promtool, 'promtool') },
  () => {
    const alerts = ['lb', 'web', 'probe'].flatMap((component) =>
      metricNames.map((metric, n) => ({
        id: `${component}_${metric}`,
        metric: `${component}.${metric}`,
        ...(n % 2 === 0 ? { above: 5 } : { below: 5 }),
        window_ms: 1500 * (n + 1),
        for_ms: 1000 * n,
      })),
    );
    for (const mode of ['push', 'pull'] as const) {
      writeFileSync(
        within('prometheus.rules.yml'),
        textOf(prometheusRules(run(alerts, mode), 'monitor')),
      );
      writeFileSync(
        within('prometheus.yml'),
        textOf(prometheusConfig(run(alerts, mode), 'monitor')),
      );
      accepts(promtool, ['check', 'config', within('prometheus.yml')]);
    }
  },
);

test(
  'nginx accepts the lines for its log and its status page',
  { skip: skipped(nginx, 'nginx') },
  () => {
    const lines = textOf(nginxMeasured()).replace(
      '/var/log/nginx/access.log',
      within('access.log'),
    );
    writeFileSync(within('nginx.conf'), `pid ${within('pid')};\nevents {}\nhttp {\n${lines}}\n`);
    accepts(nginx, ['-t', '-q', '-p', folder, '-e', 'stderr', '-c', within('nginx.conf')]);
  },
);

/** A counter that is sampled every second, and begins again now and then. */
const counters = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: 90 }) },
      { weight: 1, arbitrary: fc.constant(-1) },
    ),
    {
      minLength: 30,
      maxLength: 30,
    },
  )
  .map((steps) => {
    let value = 1000;
    return steps.map((step) => (value = step < 0 ? 3 : value + step));
  });

const samplesOf = (values: readonly number[]): Sample[] =>
  values.map((value, second) => ({ tUs: second * 1_000_000, value }));

test(
  'Prometheus computes the same rates and calls at the same evaluations',
  { skip: skipped(promtool, 'promtool') },
  () => {
    const rules = fc.record({
      above: fc.integer({ min: 20, max: 60 }),
      window_ms: fc.constantFrom(2000, 3500, 5000, 10_000),
      for_ms: fc.constantFrom(0, 1000, 3000, 7000),
    });
    const cases = fc.array(fc.tuple(counters, rules), { minLength: 12, maxLength: 12 });
    const [sample = []] = fc.sample(cases, { numRuns: 1, seed: 42 });
    const alerts = sample.map(([, rule], n): AlertRule => ({
      id: `rule${n}`,
      metric: `lb.requests`,
      ...rule,
    }));
    // Each rule has a counter of its own, which the label `n` tells apart.
    const rulesText = alerts
      .map((rule, n) =>
        textOf(prometheusRules({ ...run([rule], 'push') }, 'monitor'))
          .replaceAll('job="lb"', `job="lb",n="${n}"`)
          .replace(/^groups:\n/, '')
          .replace('name: site', `name: site${n}`)
          .replace('interval: 60s', 'interval: 1s'),
      )
      .join('');
    writeFileSync(within('rules.yml'), `groups:\n${rulesText}`);
    writeFileSync(
      within('test.yml'),
      unitTest(
        sample.map(([values]) => values),
        alerts,
      ),
    );
    accepts(promtool, ['test', 'rules', within('test.yml')]);
  },
);

/** promtool's own test format, with what the engine computes as what is expected. */
function unitTest(counters: readonly (readonly number[])[], alerts: readonly AlertRule[]): string {
  const name = 'haproxy_frontend_http_requests_total';
  const series = counters.map(
    (values, n) =>
      `      - series: '${name}{job="lb",n="${n}"}'\n        values: '${values.join(' ')}'\n`,
  );
  const rates = alerts.flatMap(({ window_ms = 0 }, n) =>
    [7.5, 15, 22.25, 29].map((seconds) => {
      const samples = samplesOf(counters[n] ?? []);
      const rate = prometheusRate(samples, seconds * 1_000_000, window_ms * 1000);
      return (
        `      - expr: round(rate(${name}{n="${n}"}[${window_ms}ms]), 0.000001)\n` +
        `        eval_time: ${seconds * 1000}ms\n` +
        `        exp_samples: [{ labels: '{job="lb",n="${n}"}', value: ${(rate ?? 0).toFixed(6)} }]\n`
      );
    }),
  );
  const calls = alerts.flatMap((rule, n) =>
    [10, 14, 18, 22, 26, 29].map((seconds) => {
      const fires = phaseAt(rule, counters[n] ?? [], seconds) === 'firing';
      return (
        `      - eval_time: ${seconds}s\n        alertname: ${rule.id}\n        exp_alerts: ` +
        `[${fires ? `{ exp_labels: { job: lb, n: '${n}' } }` : ''}]\n`
      );
    }),
  );
  return (
    `rule_files: [rules.yml]\nevaluation_interval: 1s\ntests:\n  - interval: 1s\n    input_series:\n${series.join('')}` +
    `    promql_expr_test:\n${rates.join('')}    alert_rule_test:\n${calls.join('')}`
  );
}

function phaseAt(rule: AlertRule, values: readonly number[], untilS: number) {
  const samples = samplesOf(values);
  let state: AlertState = inactive;
  for (let second = 0; second <= untilS; second++) {
    const rate = prometheusRate(samples, second * 1_000_000, (rule.window_ms ?? 0) * 1000);
    state = evaluated(rule, state, rate, second * 1_000_000);
  }
  return state.phase;
}
