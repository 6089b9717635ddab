/** The controls: which settings stand where, in which order, and how far their sliders go. */
import type { Setting } from '#sim/settings.ts';
import { settingIn } from '#sim/setup.ts';

export interface Field {
  /** As the setup names it; `web*.weight` stands for that setting of the servers that are chosen. */
  readonly name: string;
  readonly setting: Setting;
  /** The slider's step and its end, where the setting's own range is too wide for one. */
  readonly step: number;
  readonly sliderMax?: number;
}

export type GroupId = 'basics' | 'servers' | 'checks' | 'retries' | 'details' | 'clients';

export interface Group {
  readonly id: GroupId;
  readonly fields: readonly Field[];
}

const names: Readonly<Record<GroupId, readonly string[]>> = {
  basics: [
    'lb.software',
    'lb.balance',
    'servers',
    'rate',
    'shape',
    'burst_rate',
    'burst_every_ms',
    'burst_ms',
    'duration_ms',
  ],
  servers: [
    'web*.service_ms',
    'web*.service',
    'web*.workers',
    'web*.weight',
    'web*.backup',
    'web*.maxconn',
    'web*.maxqueue',
    'web*.slowstart_ms',
    'web*.max_fails',
    'web*.fail_timeout_ms',
  ],
  checks: [
    'lb.check',
    'lb.inter_ms',
    'lb.fastinter_ms',
    'lb.downinter_ms',
    'lb.fall',
    'lb.rise',
    'lb.timeout_check_ms',
    'lb.disable_on_404',
    'lb.on_marked_down',
  ],
  retries: [
    'lb.retries',
    'lb.redispatch',
    'lb.timeout_connect_ms',
    'lb.timeout_queue_ms',
    'lb.timeout_server_ms',
    'lb.proxy_connect_timeout_ms',
    'lb.proxy_read_timeout_ms',
    'lb.proxy_next_upstream_tries',
    'lb.proxy_next_upstream_error',
    'lb.proxy_next_upstream_timeout',
    'lb.proxy_next_upstream_http_500',
    'lb.proxy_next_upstream_http_502',
    'lb.proxy_next_upstream_http_503',
    'lb.proxy_next_upstream_http_504',
  ],
  details: ['lb.hash_type', 'lb.hash_avalanche', 'lb.cookie', 'lb.allbackups'],
  clients: ['browsers.timeout_ms', 'client_latency_ms', 'server_latency_ms', 'seed'],
};

/** The end of the slider and its step; a number may also be typed. */
const sliders: Readonly<Record<string, readonly [max: number, step: number]>> = {
  servers: [8, 1],
  rate: [200, 1],
  burst_rate: [500, 5],
  burst_every_ms: [20_000, 500],
  burst_ms: [5000, 100],
  duration_ms: [60_000, 1000],
  client_latency_ms: [200, 5],
  server_latency_ms: [100, 1],
  service_ms: [1000, 5],
  workers: [16, 1],
  weight: [16, 1],
  maxconn: [32, 1],
  maxqueue: [64, 1],
  slowstart_ms: [20_000, 1000],
  max_fails: [10, 1],
  fail_timeout_ms: [30_000, 1000],
  inter_ms: [5000, 100],
  fall: [10, 1],
  rise: [10, 1],
  retries: [10, 1],
  timeout_connect_ms: [5000, 100],
  timeout_server_ms: [10_000, 100],
  proxy_connect_timeout_ms: [5000, 100],
  proxy_read_timeout_ms: [10_000, 100],
  proxy_next_upstream_tries: [8, 1],
};

const ids = Object.keys(names) as GroupId[];

/** All controls. Which of them a program has is known only when it is chosen. */
export const groups: readonly Group[] = ids.map((id) => ({
  id,
  fields: names[id].map((name) => {
    const setting = settingOf(name);
    const [sliderMax, step] = sliders[keyOf(name)] ?? [undefined, 1];
    return { name, setting, step, sliderMax };
  }),
}));

/** The setting's own name: `weight` of `web*.weight`. */
export function keyOf(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}

function settingOf(name: string): Setting {
  const own = name.replace('*', '1');
  const setting = settingIn({}, own) ?? settingIn({ 'lb.software': 'nginx' }, own);
  if (!setting) throw new Error(`There is no setting “${name}”.`);
  return setting;
}
