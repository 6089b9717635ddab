/** What a monitor can say of a component, by name. */

/** The names are permanent. */
export const metricNames = [
  /** Requests per second over the window, from the counter. */
  'requests',
  /** Answers of 500 and above, per second. */
  'errors',
  /** Their part of the requests, 0 to 1. */
  'error_share',
  /** Requests in service, and waiting: the mean of the samples in the window. */
  'busy',
  'waiting',
  /** The time in ms that so many percent of the requests in the log did not exceed. */
  'p50',
  'p95',
  'p99',
  /** 1 when it answered the last question, or the last probe was answered well; else 0. */
  'up',
  /** Seconds since anything was heard of it. */
  'silence',
] as const;

export type MetricName = (typeof metricNames)[number];

/** The component and the metric that a rule watches; `undefined` when it is not written so. */
export function parseMetric(
  text: string,
): readonly [component: string, name: MetricName] | undefined {
  const [component = '', word, ...rest] = text.split('.');
  const name = metricNames.find((each) => each === word);
  return name && rest.length === 0 ? [component, name] : undefined;
}
