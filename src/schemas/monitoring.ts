import { z } from 'astro/zod';
import type { AlertRule } from '#sim/monitoring/alerts.ts';
import { metricNames, parseMetric } from '#sim/monitoring/metric-names.ts';
import type { Component, Run } from '#sim/run.ts';
import { notAllowed } from './closest.ts';
import { report, reportDuplicates, type Context } from './cross-check.ts';
import { idSchema } from './id.ts';
import { strict } from './strict.ts';
import { milliseconds, whole } from './values.ts';

export const alertsSchema = z
  .array(
    strict({
      id: idSchema,
      metric: z.string().refine((text) => parseMetric(text) !== undefined, {
        error: `must be component.metric, such as lb.requests; the metrics are ${metricNames.join(', ')}`,
      }),
      above: z.number().optional(),
      below: z.number().optional(),
      window_ms: whole(1, 86_400_000).optional(),
      for_ms: milliseconds.optional(),
    }).refine(({ above, below }) => (above === undefined) !== (below === undefined), {
      error: 'must have either above or below',
    }),
  )
  .min(1) satisfies z.ZodType<readonly AlertRule[]>;

/** What only measures: no user's request travels through it. */
export const isMeasuring = ({ kind }: Pick<Component, 'kind'>): boolean =>
  kind === 'collector' || kind === 'monitor' || kind === 'probe';

/** Reports collectors that are nowhere, what nobody hears of, and rules about what their monitor does not know. */
export function checkMonitoring(run: Run, context: Context<unknown>): void {
  for (const [index, component] of run.components.entries()) {
    const path = ['components', index];
    const { id, kind, host, alerts = [] } = component;
    const joins = (carries: string, end: 'from' | 'to') =>
      run.links.some((link) => link.carries === carries && link[end] === id);
    if (kind === 'collector' && host === undefined) {
      report(
        context,
        path,
        `the collector “${id}” must be on a host, whose components it measures`,
      );
    }
    if (kind === 'collector' && !joins('metrics', 'from')) {
      report(context, path, `no link that carries metrics leads from “${id}” to a monitor`);
    }
    if (kind === 'monitor' && !joins('metrics', 'to') && !joins('polls', 'from')) {
      report(context, path, `nothing is sent to the monitor “${id}”, and it polls nobody`);
    }
    if (alerts.length === 0) continue;
    if (kind !== 'monitor') report(context, [...path, 'alerts'], 'belong to a monitor');
    const known = knownTo(run, id);
    for (const [rule, { metric }] of alerts.entries()) {
      const [target] = parseMetric(metric) ?? [];
      if (target === undefined || known.includes(target)) continue;
      const message = notAllowed(`component that “${id}” hears of`, target, known);
      report(context, [...path, 'alerts', rule, 'metric'], message);
    }
    reportDuplicates(
      context,
      alerts.map((rule, n) => ({ id: rule.id, path: [...path, 'alerts', n, 'id'] })),
    );
  }
}

/** The components that a monitor hears of: its sources, and what runs beside its collectors. */
function knownTo({ components, links }: Run, monitor: string): string[] {
  const sources = links.flatMap(({ carries, from, to }) =>
    carries === 'metrics' && to === monitor
      ? [from]
      : carries === 'polls' && from === monitor
        ? [to]
        : [],
  );
  const hosts = components
    .filter(({ id, kind }) => kind === 'collector' && sources.includes(id))
    .map(({ host }) => host);
  const beside = components.filter(
    (component) =>
      component.host !== undefined && hosts.includes(component.host) && !isMeasuring(component),
  );
  return [...new Set([...sources, ...beside.map(({ id }) => id)])];
}
