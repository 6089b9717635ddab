/** Which alert rule a chart of requests per second can show: its value and its limit are on the chart's scale. */
import type { AlertRule } from '#sim/monitoring/alerts.ts';
import { parseMetric } from '#sim/monitoring/metric-names.ts';
import type { Run } from '#sim/run.ts';

export interface RateRule {
  /** The index of the component. */
  readonly monitor: number;
  /** Its place among the monitor's rules. */
  readonly index: number;
  readonly alert: AlertRule;
}

/** The first rule on a rate of requests, of any monitor. */
export function rateRuleOf({ components }: Run): RateRule | undefined {
  for (const [monitor, { alerts = [] }] of components.entries()) {
    const index = alerts.findIndex(({ metric }) => parseMetric(metric)?.[1] === 'requests');
    const alert = alerts[index];
    if (alert) return { monitor, index, alert };
  }
  return undefined;
}
