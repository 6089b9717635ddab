/**
 * What the simulator page can set: browsers, one load balancer and one to eight servers. A setup is a flat map of
 * values, named as in links (`rate`, `lb.balance`, `web2.weight`), and a list of events; `runOf` makes a run of it.
 */
import {
  faults,
  type Action,
  type BalancerSoftware,
  type Component,
  type Run,
  type RunEvent,
} from './run.ts';
import { catalogue, settingProblem, type Setting, type SettingValue } from './settings.ts';

/** `null` is a duration that is not set. */
export type Values = Readonly<Record<string, SettingValue | null>>;

export interface Setup {
  /** Only those that differ from `usual`; never one that the setup does not have. */
  readonly values: Values;
  /** In order of time. */
  readonly events: readonly RunEvent[];
}

export const mostServers = 8;
export const mostEvents = 32;

const duration = (fallback: number | null, min: number, max: number): Setting => ({
  type: 'duration',
  default: fallback,
  min,
  max,
});
const integer = (fallback: number, min: number, max: number): Setting => ({
  type: 'integer',
  default: fallback,
  min,
  max,
});

/** What concerns no component. */
const common: Readonly<Record<string, Setting>> = {
  servers: integer(3, 1, mostServers),
  /** Requests per second; in bursts `burst_rate`. */
  rate: integer(20, 1, 500),
  shape: { type: 'choice', default: 'steady', choices: ['steady', 'poisson', 'burst'] },
  burst_rate: integer(100, 1, 500),
  burst_every_ms: duration(5000, 1000, 30_000),
  burst_ms: duration(500, 100, 10_000),
  duration_ms: duration(20_000, 2000, 120_000),
  seed: integer(1, 0, 4_294_967_295),
  /** One way, from the browsers to the load balancer and from there to a server. */
  client_latency_ms: duration(20, 0, 1000),
  server_latency_ms: duration(5, 0, 1000),
};

const software: Setting = { type: 'choice', default: 'haproxy', choices: ['haproxy', 'nginx'] };

/** What begins otherwise here than in the program, so that a run is short and something is to be seen in it. */
const usual: Readonly<Record<string, SettingValue>> = {
  check: 'httpchk',
  inter_ms: 1000,
  timeout_connect_ms: 1000,
  proxy_connect_timeout_ms: 1000,
  service_ms: 100,
  workers: 4,
};

/** Narrower ranges than the program's, so that a run stays within what a page can compute. */
const ranges: Readonly<Record<string, readonly [min: number, max: number]>> = {
  inter_ms: [100, 10_000],
  fastinter_ms: [100, 10_000],
  downinter_ms: [100, 10_000],
  fall: [1, 20],
  rise: [1, 20],
  retries: [0, 20],
  timeout_connect_ms: [50, 30_000],
  timeout_server_ms: [50, 60_000],
  timeout_check_ms: [50, 30_000],
  timeout_queue_ms: [50, 30_000],
  timeout_ms: [50, 60_000],
  proxy_connect_timeout_ms: [50, 60_000],
  proxy_read_timeout_ms: [50, 60_000],
  proxy_next_upstream_tries: [0, 20],
  max_fails: [0, 100],
  fail_timeout_ms: [1000, 60_000],
  workers: [0, 64],
  service_ms: [0, 5000],
  weight: [1, 256],
  maxconn: [0, 1000],
  maxqueue: [0, 1000],
  slowstart_ms: [0, 60_000],
};

/** Settings of a server that the other program's configuration has. */
const onlyFor: Readonly<Record<string, BalancerSoftware>> = {
  maxconn: 'haproxy',
  maxqueue: 'haproxy',
  slowstart_ms: 'haproxy',
  max_fails: 'nginx',
  fail_timeout_ms: 'nginx',
};

/** A server's own proxying plays no part: nothing is behind it. Nor does its process: there is no host to share. */
const leftOut = [
  'proxy_read_timeout_ms',
  'tls_key',
  'ssl_min_ver',
  'service_shape',
  'service_range',
  'restart_ms',
  'memory_mb',
  'request_memory_mb',
];

const leftOutOfBrowsers = [
  'retries',
  'retry_backoff_ms',
  'retry_factor',
  'retry_jitter',
  // There is no name server.
  'dns_cache',
  'resolver_ms',
  'resolver_timeout_ms',
  'resolver_min_ttl_s',
  'resolver_max_ttl_s',
  'resolver_rotates',
  'connection_attempt_delay_ms',
];

/** There is one load balancer only, so nothing for virtual addresses. */
const ofRouters = ['vrrp_priority', 'vrrp_state'];

/** How connections are made and encrypted is what the chapter on TLS is about; here they are there already. */
const ofConnections = [
  'connection',
  'tls_version',
  'resume',
  'hello_retry',
  'tls',
  'tls_key',
  'ssl_min_ver',
  'verify',
  'ssl_reuse',
  'forwardfor',
  'send_proxy',
  'nbthread',
  'proxy_ssl_verify',
  'proxy_ssl_session_reuse',
  'x_forwarded_for',
  'proxy_protocol',
  'worker_processes',
];

export const serverIds: readonly string[] = Array.from(
  { length: mostServers },
  (_, index) => `web${index + 1}`,
);

export function programIn(values: Values): BalancerSoftware {
  return values['lb.software'] === 'nginx' ? 'nginx' : 'haproxy';
}

export function serversIn(values: Values): number {
  return Number(values['servers'] ?? common['servers']?.default);
}

/** What `name` can be in a setup with these values; `undefined` when it has no such value. The default is the setup's. */
export function settingIn(values: Values, name: string): Setting | undefined {
  if (Object.hasOwn(common, name)) return common[name];
  if (name === 'lb.software') return software;
  const dot = name.indexOf('.');
  const id = name.slice(0, dot);
  const key = name.slice(dot + 1);
  const program = programIn(values);
  if (ofConnections.includes(key) || ofRouters.includes(key)) return undefined;
  if (id === 'lb') return narrowed(catalogue[program], key);
  if (id === 'browsers') {
    return leftOutOfBrowsers.includes(key) ? undefined : narrowed(catalogue.client, key);
  }
  if (!serverIds.slice(0, serversIn(values)).includes(id) || leftOut.includes(key))
    return undefined;
  return (onlyFor[key] ?? program) === program ? narrowed(catalogue.web, key) : undefined;
}

/** Every name that a setup with these values has. */
export function namesIn(values: Values): string[] {
  const of = (id: string, settings: object) => Object.keys(settings).map((key) => `${id}.${key}`);
  return [
    ...Object.keys(common),
    'lb.software',
    ...of('lb', catalogue[programIn(values)]),
    ...of('browsers', catalogue.client),
    ...serverIds.slice(0, serversIn(values)).flatMap((id) => of(id, catalogue.web)),
  ].filter((name) => settingIn(values, name));
}

export function valueIn(values: Values, name: string): SettingValue | null {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value === undefined ? (settingIn(values, name)?.default ?? null) : value;
}

/** What is wrong with a value, in words for its author; `undefined` when nothing is. */
export function valueProblem(setting: Setting, value: unknown): string | undefined {
  const isUnset = value === null && setting.type === 'duration' && setting.default === null;
  return isUnset ? undefined : settingProblem(setting, value);
}

/** Without what the setup does not have or cannot be, and without what is as usual; events in order. */
export function normalize({ values, events }: Setup): Setup {
  const kept: Record<string, SettingValue | null> = {};
  for (const name of ['lb.software', 'servers']) keep(name);
  for (const name of Object.keys(values).sort()) keep(name);
  const servers = serverIds.slice(0, serversIn(kept));
  const endMs = Number(valueIn(kept, 'duration_ms'));
  return {
    values: kept,
    events: events
      .filter(({ t_ms, component }) => servers.includes(component) && t_ms >= 0 && t_ms <= endMs)
      .toSorted((a, b) => a.t_ms - b.t_ms)
      .slice(0, mostEvents),
  };

  function keep(name: string) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const setting = settingIn(kept, name);
    if (value === undefined || !setting || valueProblem(setting, value)) return;
    if (value !== setting.default) kept[name] = value;
  }
}

/** The setup with this value in place of its own. */
export function withValue(setup: Setup, name: string, value: SettingValue | null): Setup {
  return normalize({ ...setup, values: { ...setup.values, [name]: value } });
}

/** What can be done to a server; `up` brings it back. */
export function actionsOn(values: Values, component: string): readonly Action[] {
  if (!serverIds.slice(0, serversIn(values)).includes(component)) return [];
  if (programIn(values) === 'haproxy') return [...faults, 'maint', 'drain', 'ready'];
  return faults.filter((fault) => fault !== 'health-500' && fault !== 'health-404');
}

/** Roughly how many requests and checks a run of the setup has: what it costs to compute. */
export function sizeOf({ values }: Setup): number {
  const seconds = Number(valueIn(values, 'duration_ms')) / 1000;
  const rate = Number(valueIn(values, 'rate'));
  const burst = Number(valueIn(values, 'burst_rate'));
  const share = Math.min(
    1,
    Number(valueIn(values, 'burst_ms')) / Number(valueIn(values, 'burst_every_ms')),
  );
  const perSecond =
    valueIn(values, 'shape') === 'burst' ? rate * (1 - share) + burst * share : rate;
  const checks =
    programIn(values) === 'haproxy' ? 1000 / Number(valueIn(values, 'lb.inter_ms')) : 0;
  return Math.round(seconds * (perSecond + checks * serversIn(values)));
}

/** The argument of `simulate()`. */
export function runOf({ values, events }: Setup): Run {
  const number = (name: string) => Number(valueIn(values, name));
  const shape = valueIn(values, 'shape');
  const servers = serverIds.slice(0, serversIn(values));
  return {
    duration_ms: number('duration_ms'),
    seed: number('seed'),
    hosts: [],
    components: componentsOf(values),
    links: [
      { from: 'browsers', to: 'lb', tls: true, latency_ms: number('client_latency_ms') },
      ...servers.map((to) => ({ from: 'lb', to, latency_ms: number('server_latency_ms') })),
    ],
    workload: {
      mode: 'open-loop',
      rate: number('rate'),
      ...(shape === 'burst'
        ? {
            shape,
            burst_rate: number('burst_rate'),
            burst_every_ms: number('burst_every_ms'),
            burst_ms: number('burst_ms'),
          }
        : { shape: shape === 'poisson' ? shape : 'steady' }),
    },
    events,
  };
}

function componentsOf(values: Values): readonly Component[] {
  const program = programIn(values);
  const titles = { haproxy: 'HAProxy', nginx: 'nginx' } as const;
  const names = namesIn(values);
  const settings = (id: string) =>
    Object.fromEntries(
      names
        .filter((name) => name.startsWith(`${id}.`) && name !== 'lb.software')
        .map((name) => [name.slice(id.length + 1), valueIn(values, name)] as const)
        .filter((entry): entry is readonly [string, SettingValue] => entry[1] !== null),
    );
  return [
    { id: 'browsers', kind: 'client', title: 'Browsers', settings: settings('browsers') },
    {
      id: 'lb',
      kind: 'load-balancer',
      title: titles[program],
      software: program,
      settings: settings('lb'),
    },
    ...serverIds.slice(0, serversIn(values)).map((id, index) => ({
      id,
      kind: 'web' as const,
      title: `web ${index + 1}`,
      settings: settings(id),
    })),
  ];
}

function narrowed(settings: Readonly<Record<string, Setting>>, key: string): Setting | undefined {
  const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
  if (!setting) return undefined;
  const fallback = usual[key] ?? setting.default;
  if (setting.type === 'choice' || setting.type === 'flag') {
    return { ...setting, default: fallback } as Setting;
  }
  const [min, max] = ranges[key] ?? [setting.min, setting.max];
  return { ...setting, default: fallback, min, max } as Setting;
}
