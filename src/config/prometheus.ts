/**
 * The prometheus.yml and the rules file of a monitor in a run. Prometheus 2.42:
 * https://prometheus.io/docs/prometheus/2.42/configuration/configuration/ and …/alerting_rules/. Counters are named as the
 * exporters name them: NGINX Prometheus Exporter 0.11, HAProxy 2.6's own, Blackbox Exporter; what comes from an access log
 * bears the names that the Prometheus documentation uses.
 */
import { parseMetric, type MetricName } from '#sim/monitoring/metric-names.ts';
import type { AlertRule } from '#sim/monitoring/alerts.ts';
import type { Component, Link, Run } from '#sim/run.ts';
import { resolveSettings } from '#sim/settings.ts';
import { indent, line, time, when, type ConfigLine } from './line.ts';
import type { ConfigWriter } from './writer.ts';

/** What asks with `carries: polls` or is sent with `carries: metrics`, for one monitor. */
interface Sources {
  /** Asked by the monitor: components, collectors that wait to be asked, probes. */
  readonly asked: readonly string[];
  /** Collectors that send by themselves. */
  readonly sending: readonly string[];
}

export function prometheusConfig(run: Run, monitorId: string): readonly ConfigLine[] {
  const monitor = monitorOf(run, monitorId);
  const settings = resolveSettings('monitor', monitor.settings);
  const { scrape_interval_ms, scrape_timeout_ms, evaluation_interval_ms } = settings;
  const parameter = (name: keyof typeof settings) => `${monitorId}.${name}`;
  const { asked, sending } = sourcesOf(run, monitorId);
  const timeoutMs = Math.min(scrape_timeout_ms, scrape_interval_ms);
  return [
    line(
      `# prometheus --query.lookback-delta=${time(settings.lookback_delta_ms)}${sending.length > 0 ? ' --web.enable-remote-write-receiver' : ''}`,
      parameter('lookback_delta_ms'),
    ),
    line('global:'),
    line(`  scrape_interval: ${time(scrape_interval_ms)}`, parameter('scrape_interval_ms')),
    line(`  scrape_timeout: ${time(timeoutMs)}`, parameter('scrape_timeout_ms')),
    line(
      `  evaluation_interval: ${time(evaluation_interval_ms)}`,
      parameter('evaluation_interval_ms'),
    ),
    ...when((monitor.alerts ?? []).length > 0, line('rule_files:'), line(`  - ${rulesFile}`)),
    ...when(asked.length > 0, line('scrape_configs:')),
    ...asked.flatMap((id) => [
      line(`  - job_name: ${id}`),
      line('    static_configs:'),
      line(`      - targets: [${id}:${exporterPort(run, id)}]`),
    ]),
    ...sending.map((id) => line(`# ${id} sends by itself (remote_write)`, `${id}.mode`)),
  ];
}

export function prometheusRules(run: Run, monitorId: string): readonly ConfigLine[] {
  const { alerts = [], settings } = monitorOf(run, monitorId);
  const { evaluation_interval_ms } = resolveSettings('monitor', settings);
  return [
    line('groups:'),
    line('  - name: site'),
    line(`    interval: ${time(evaluation_interval_ms)}`, `${monitorId}.evaluation_interval_ms`),
    line('    rules:'),
    ...alerts.flatMap((rule) => indent(indent(ruleLines(run, monitorId, rule)))),
  ].map(({ text, parameters }) => ({ text, parameters }));
}

function ruleLines(run: Run, monitor: string, rule: AlertRule): readonly ConfigLine[] {
  const { id, above, below, window_ms = 60_000, for_ms = 0 } = rule;
  const parameter = (name: keyof AlertRule) => `${monitor}.${id}.${name}`;
  const expression = expressionOf(run, rule.metric, time(window_ms));
  const [sign, limit, name] =
    above === undefined ? (['<', below ?? 0, 'below'] as const) : (['>', above, 'above'] as const);
  return [
    line(`  - alert: ${id}`),
    line(
      `    expr: ${expression.text} ${sign} ${limit * expression.factor}`,
      parameter(name),
      parameter('window_ms'),
    ),
    ...when(for_ms > 0, line(`    for: ${time(for_ms)}`, parameter('for_ms'))),
  ];
}

/** @returns PromQL, and what the rule's limit is to be multiplied by: Prometheus counts time in seconds. */
export function expressionOf(
  run: Run,
  metric: string,
  window: string,
): { readonly text: string; readonly factor: number } {
  const [id, name] = parseMetric(metric) ?? ['', 'up'];
  const component = run.components.find((each) => each.id === id);
  const names = counterNames(component);
  const at = `job="${id}"`;
  const text = {
    requests: `rate(${names.requests}{${at}}[${window}])`,
    errors: `rate(${names.errors}{${at},code="5xx"}[${window}])`,
    error_share: `rate(${names.errors}{${at},code="5xx"}[${window}]) / rate(${names.requests}{${at}}[${window}])`,
    busy: `avg_over_time(${names.busy}{${at}}[${window}])`,
    waiting: `avg_over_time(${names.waiting}{${at}}[${window}])`,
    p50: quantile(0.5, at, window),
    p95: quantile(0.95, at, window),
    p99: quantile(0.99, at, window),
    up: `${component?.kind === 'probe' ? 'probe_success' : 'up'}{${at}}`,
    silence: `time() - timestamp(up{${at}})`,
  } satisfies Record<MetricName, string>;
  return { text: text[name], factor: name.startsWith('p') ? 0.001 : 1 };
}

const quantile = (part: number, at: string, window: string) =>
  `histogram_quantile(${part}, rate(http_request_duration_seconds_bucket{${at}}[${window}]))`;

/** How the exporter of a component calls its counters. */
function counterNames(component: Component | undefined) {
  if (component?.kind === 'load-balancer' && component.software !== 'nginx') {
    return {
      requests: 'haproxy_frontend_http_requests_total',
      errors: 'haproxy_frontend_http_responses_total',
      busy: 'haproxy_frontend_current_sessions',
      waiting: 'haproxy_backend_current_queue',
    };
  }
  const isNginx = component?.kind === 'web' || component?.software === 'nginx';
  return {
    requests: isNginx ? 'nginx_http_requests_total' : 'http_requests_total',
    // The status page of nginx counts no statuses: this one is counted from the access log.
    errors: 'http_responses_total',
    busy: isNginx ? 'nginx_connections_active' : 'http_requests_in_progress',
    waiting: 'http_requests_waiting',
  };
}

/** The exporters' usual ports. */
function exporterPort({ components }: Run, id: string): number {
  const component = components.find((each) => each.id === id);
  if (component?.kind === 'probe') return 9115;
  if (component?.kind === 'load-balancer' && component.software !== 'nginx') return 8405;
  return component?.kind === 'collector' ? 9100 : 9113;
}

function sourcesOf({ components, links }: Run, monitor: string): Sources {
  const isSending = ({ from }: Link) => {
    const source = components.find(({ id }) => id === from);
    return (
      source?.kind === 'collector' && resolveSettings('collector', source.settings).mode === 'push'
    );
  };
  const sent = links.filter(({ carries, to }) => carries === 'metrics' && to === monitor);
  const polled = links.filter(({ carries, from }) => carries === 'polls' && from === monitor);
  return {
    asked: [
      ...sent.filter((link) => !isSending(link)).map(({ from }) => from),
      ...polled.map(({ to }) => to),
    ],
    sending: sent.filter(isSending).map(({ from }) => from),
  };
}

const rulesFile = 'prometheus.rules.yml';

/** @throws Error when the run has no such component. */
function monitorOf({ components }: Run, id: string): Component {
  const monitor = components.find((component) => component.id === id);
  if (!monitor) throw new Error(`There is no component “${id}”.`);
  return monitor;
}

const monitorsOf = ({ components }: Run, also: (component: Component) => boolean = () => true) =>
  components.filter((each) => each.kind === 'monitor' && also(each)).map(({ id }) => id);

export const prometheusWriter: ConfigWriter = {
  file: 'prometheus.yml',
  owners: (run) => monitorsOf(run),
  write: prometheusConfig,
};

export const prometheusRulesWriter: ConfigWriter = {
  file: rulesFile,
  owners: (run) => monitorsOf(run, ({ alerts = [] }) => alerts.length > 0),
  write: prometheusRules,
};
