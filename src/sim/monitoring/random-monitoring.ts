/** Lets random runs measure themselves. Only tests import this. */
import fc from 'fast-check';
import type { Component, Run } from '../run.ts';
import { metricNames } from './metric-names.ts';

const rules = fc.array(
  fc.record({
    target: fc.constantFrom('lb', 'web1', 'probe'),
    metric: fc.constantFrom(...metricNames),
    above: fc.integer({ min: 0, max: 20 }),
    window_ms: fc.integer({ min: 100, max: 3000 }),
    for_ms: fc.integer({ min: 0, max: 1500 }),
  }),
  { maxLength: 3 },
);

/** The run with a collector beside its first web server, a probe, and a monitor that also asks the load balancer; or as it is. */
export const monitoredOrNot = (run: Run): fc.Arbitrary<Run> =>
  fc.oneof(fc.constant(run), monitored(run));

function monitored(run: Run): fc.Arbitrary<Run> {
  return fc
    .record({
      mode: fc.constantFrom('push', 'pull'),
      interval_ms: fc.integer({ min: 50, max: 2000 }),
      probe_ms: fc.integer({ min: 100, max: 2000 }),
      latency_ms: fc.integer({ min: 0, max: 40 }),
      rules,
    })
    .map(({ mode, interval_ms, probe_ms, latency_ms, rules }) => ({
      ...run,
      hosts: [...run.hosts, { id: 'measured', title: 'Measured' }],
      components: [
        ...run.components.map((component): Component =>
          component.id === 'web1' && component.host === undefined
            ? { ...component, host: 'measured' }
            : component,
        ),
        {
          id: 'collector',
          kind: 'collector',
          title: 'Collector',
          host: 'measured',
          settings: { mode, interval_ms },
        },
        {
          id: 'probe',
          kind: 'probe',
          title: 'Probe',
          settings: { interval_ms: probe_ms, timeout_ms: 300 },
        },
        {
          id: 'monitor',
          kind: 'monitor',
          title: 'Monitor',
          settings: {
            scrape_interval_ms: interval_ms,
            evaluation_interval_ms: interval_ms,
            lookback_delta_ms: 3 * interval_ms,
          },
          alerts: rules.map(({ target, metric, ...rule }, index) => ({
            id: `rule${index}`,
            metric: `${target}.${metric}`,
            ...rule,
          })),
        },
      ],
      links: [
        ...run.links,
        { from: 'probe', to: 'fw', latency_ms },
        { from: 'collector', to: 'monitor', carries: 'metrics', latency_ms },
        { from: 'probe', to: 'monitor', carries: 'metrics', latency_ms },
        { from: 'monitor', to: 'lb', carries: 'polls', latency_ms },
      ],
    }));
}
