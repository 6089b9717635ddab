/**
 * Every setting that a component understands, with its default and its range: the one table that the engine, the
 * schema, the links and the controls read. Names are the program's own words; a name that ends in `_ms` is a duration
 * in milliseconds.
 */

/** A whole number in `min`..`max`. */
export interface IntegerSetting {
  readonly type: 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** A duration in milliseconds, in `min`..`max`. A default of `null` means that the program has none. */
export interface DurationSetting {
  readonly type: 'duration';
  readonly default: number | null;
  readonly min: number;
  readonly max: number;
}

/** A number in `min`..`max`. */
export interface NumberSetting {
  readonly type: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** One of a few words. */
export interface ChoiceSetting {
  readonly type: 'choice';
  readonly default: string;
  readonly choices: readonly string[];
}

/** On or off. */
export interface FlagSetting {
  readonly type: 'flag';
  readonly default: boolean;
}

export type Setting =
  IntegerSetting | DurationSetting | NumberSetting | ChoiceSetting | FlagSetting;

/** A value that a setting can have. */
export type SettingValue = number | string | boolean;

const day = 86_400_000;

const integer = (fallback: number, min: number, max: number) =>
  ({ type: 'integer', default: fallback, min, max }) as const;
const number = (fallback: number, min: number, max: number) =>
  ({ type: 'number', default: fallback, min, max }) as const;
const duration = (fallback: number, min = 1, max = day) =>
  ({ type: 'duration', default: fallback, min, max }) as const;
const optionalDuration = (min = 1, max = day) =>
  ({ type: 'duration', default: null, min, max }) as const;
const flag = { type: 'flag', default: false } as const;
const flagOn = { type: 'flag', default: true } as const;
const choice = <const C extends readonly [string, ...string[]]>(...choices: C) =>
  ({ type: 'choice', default: choices[0], choices }) as const;

/** A stage that does work: requests take a worker each and hold it until they are answered. */
const stage = {
  /** How many requests are served at once; the rest wait in order. 0 means any number. */
  workers: integer(0, 0, 100_000),
  /** The work that one request costs here, apart from what it waits for further down. */
  service_ms: duration(0, 0, day),
  /** How the work differs from request to request; the mean is `service_ms`. */
  service: choice('constant', 'exponential', 'pareto'),
  /** pareto: the tail's exponent (the smaller, the heavier), and the longest time in multiples of the shortest. */
  service_shape: number(1.5, 1.01, 100),
  service_range: integer(1000, 2, 1_000_000),
  /** How long a process that has died, or that is restarted, takes until it serves again. */
  restart_ms: duration(1000, 0),
  /** What the process uses of its host's memory, in MiB, and what each request adds that holds a worker. */
  memory_mb: integer(0, 0, 1_048_576),
  request_memory_mb: integer(0, 0, 1_048_576),
} as const;

/** The version of the code. */
const version = integer(1, 1, 9999);

/** Who ends TLS, and by what key. */
const tlsEnd = {
  /** The key of the certificate: what a handshake costs depends on it (see `tls/cost.ts`). */
  tls_key: choice('ecdsa-p256', 'rsa2048'),
  /** The oldest version that is taken. */
  ssl_min_ver: choice('TLSv1.2', 'TLSv1.3'),
} as const;

/** Where TLS ends at a load balancer; `as-linked`: what the links say is encrypted, and nothing of how it came about. */
const tls = choice('as-linked', 'none', 'terminate', 'passthrough', 'reencrypt');

/** What a load balancer's `server` line says of the component that it names. */
const server = {
  weight: integer(1, 1, 256),
  backup: flag,
  /** nginx: failures within `fail_timeout_ms` that take the server out for as long; 0 never does. */
  max_fails: integer(1, 0, 1000),
  fail_timeout_ms: duration(10_000, 0),
  /** HAProxy: connections that the server gets at once; further requests wait. 0 means any number. */
  maxconn: integer(0, 0, 100_000),
  /** HAProxy: requests that may wait for this very server. 0 means any number. */
  maxqueue: integer(0, 0, 100_000),
  /** HAProxy: how long a server that comes back takes to get its full share; 0 for none. */
  slowstart_ms: duration(0, 0),
} as const;

const ofApplication = {
  /** Which database an application writes to: the one that its links say, or the one that was promoted last. */
  database: choice('fixed', 'follows-primary'),
  /** How long its driver waits for a database's answer; for ever when not set, as drivers do unless told otherwise. */
  database_timeout_ms: optionalDuration(),
} as const;

/**
 * A database server, in the words of MariaDB 10.11 (https://mariadb.com/kb/en/server-system-variables/,
 * /replication-and-binary-log-system-variables/, /semisynchronous-replication/, /change-master-to/), of its MaxScale
 * monitor (https://mariadb.com/kb/en/mariadb-maxscale-2208-mariadb-monitor/) and of MySQL's Group Replication
 * (https://dev.mysql.com/doc/refman/8.4/en/group-replication-options.html).
 */
export const mariadb = {
  /** Connections at once; one more gets error 1040. 0 means any number; MariaDB's own default is 151. */
  max_connections: integer(0, 0, 100_000),
  /** Error 1290 for every write, except those that replication brings. */
  read_only: flag,
  auto_increment_increment: integer(1, 1, 65_535),
  auto_increment_offset: integer(1, 1, 65_535),
  /** A commit waits until a replica that has `rpl_semi_sync_slave_enabled` has received it … */
  rpl_semi_sync_master_enabled: flag,
  rpl_semi_sync_slave_enabled: flag,
  /** … for this long at most; then the primary goes on without waiting until a replica has caught up. */
  rpl_semi_sync_master_timeout_ms: duration(10_000, 0),
  /** Whether other sessions see a row while its commit waits: not with AFTER_SYNC, MySQL's default. */
  rpl_semi_sync_master_wait_point: choice('AFTER_COMMIT', 'AFTER_SYNC'),
  /**
   * What one write costs the SQL thread of a replica; as long as it took on the primary when not set, and when the request
   * brings a service time of its own.
   */
  apply_ms: optionalDuration(0),
  /** CHANGE MASTER TO MASTER_DELAY: a replica applies a write so many whole seconds later. */
  master_delay_s: integer(0, 0, 86_400),
  /** CHANGE MASTER TO MASTER_CONNECT_RETRY: how often a replica tries to reach a primary that has refused it. */
  master_connect_retry_s: integer(60, 1, 86_400),
  /** Whether this replica may be promoted when nobody answers at its primary (MaxScale) … */
  auto_failover: flag,
  /** … which is asked this often and must fail so many times in a row. */
  monitor_interval_ms: duration(2000),
  failcount: integer(5, 1, 1000),
  /** The failed primary is fenced before this replica is promoted in its place. */
  fence_failed_primary: flag,
  /** MySQL Group Replication with one primary among the databases that replication links join. */
  group_replication: flag,
  /** After 5 s of silence a member is suspected; so much later it is expelled from the group. */
  group_replication_member_expel_timeout_s: integer(5, 0, 3600),
  /** How long a member that sees no majority waits before it gives up and refuses writes; 0: for ever. */
  group_replication_unreachable_majority_timeout_s: integer(0, 0, 31_536_000),
} as const;

/** What keepalived is told beside a load balancer that a virtual address can belong to. */
const vrrpRouter = {
  /** The highest of those that are there has the address. */
  vrrp_priority: integer(100, 1, 254),
  /** What it is called at the start. Every router begins by listening, whatever it is called. */
  vrrp_state: choice('BACKUP', 'MASTER'),
} as const;

/**
 * The settings of each program or kind of component.
 * HAProxy: https://docs.haproxy.org/2.6/configuration.html (defaults of `inter`, `fall`, `rise`, `retries`; HAProxy has
 * no default timeouts, ours are the manual's examples). nginx: https://nginx.org/en/docs/http/ngx_http_upstream_module.html
 * and ngx_http_proxy_module.html.
 */
export const catalogue = {
  client: {
    /** How long a client waits for its answer before it gives up; for ever when not set. */
    timeout_ms: optionalDuration(),
    /** How often a client repeats a request that failed or that it gave up. */
    retries: integer(0, 0, 100),
    /** How long it waits before it repeats it, and how many times as long before each further time. */
    retry_backoff_ms: duration(100, 0),
    retry_factor: integer(2, 1, 10),
    /** It waits between nothing and as long as that, evenly drawn. */
    retry_jitter: flag,
    /**
     * `open`: the connection that a request takes is there already. `new`: each request makes its own, TCP and TLS. To a
     * firewall, both are connections of a request's own; `kept` is one for all requests, opened by the first.
     */
    connection: choice('open', 'new', 'kept'),
    tls_version: choice('1.3', '1.2'),
    /** A new connection goes on with the keys of an earlier one (a ticket), without early data. */
    resume: flag,
    /** The client's first key share is for a group that the other side does not take: it must send another (TLS 1.3). */
    hello_retry: flag,
    /** A browser's own cache of names. */
    dns_cache: flagOn,
    /** One way to the clients' resolver. */
    resolver_ms: duration(5, 0, 10_000),
    /** How long it waits for a name server, in ms, before it asks the next. */
    resolver_timeout_ms: duration(2000),
    /** How long it keeps an answer at least, and at most, whatever the record says (Unbound: cache-min-ttl, cache-max-ttl). */
    resolver_min_ttl_s: integer(0, 0, 86_400),
    resolver_max_ttl_s: integer(86_400, 0, 86_400),
    /** Whether it gives the addresses of an answer that it holds in another order each time (Unbound: rrset-roundrobin). */
    resolver_rotates: flagOn,
    /** Of several addresses, how long each has before the next is tried as well (RFC 8305, section 8). */
    connection_attempt_delay_ms: duration(250, 10, 2000),
  },
  firewall: {},
  /** BIND's words. https://bind9.readthedocs.io/en/v9.18.0/reference.html */
  dns: {
    /** The order of several addresses: each answer begins with the next, with any, or always with the first. */
    rrset_order: choice('cyclic', 'random', 'fixed'),
    /** How long it may be kept that there is no such name (the last number of the zone's SOA record). */
    negative_ttl_s: integer(300, 0, 86_400),
  },
  /** keepalived's words and defaults. https://www.keepalived.org/manpage.html */
  'virtual-address': {
    /** Rounded to whole seconds, which is all that VRRPv2 can say. */
    advert_int_ms: duration(1000, 1000, 255_000),
    preempt: flagOn,
    /** How long a router that comes back lets a master of lower priority be. */
    preempt_delay_ms: duration(0, 0, 1_000_000),
    /** When a new master sends its gratuitous ARPs for the second time; 0 for never. */
    garp_master_delay_ms: duration(5000, 0),
  },
  /** The version that is on the disk. */
  files: { version },
  collector: {
    /** Sends what it has read, or waits until the monitor asks. */
    mode: choice('push', 'pull'),
    /** The time between two readings that it sends. */
    interval_ms: duration(10_000),
  },
  /** Prometheus' names and defaults. https://prometheus.io/docs/prometheus/2.42/configuration/configuration/ */
  monitor: {
    scrape_interval_ms: duration(60_000),
    scrape_timeout_ms: duration(10_000),
    evaluation_interval_ms: duration(60_000),
    /** For so long the last that was heard of a source counts; then it is silent. */
    lookback_delta_ms: duration(300_000),
  },
  /** As for Prometheus' Blackbox exporter. */
  probe: {
    interval_ms: duration(60_000),
    timeout_ms: duration(10_000),
  },
  haproxy: {
    ...vrrpRouter,
    balance: choice('roundrobin', 'static-rr', 'leastconn', 'source', 'uri', 'random'),
    hash_type: choice('map-based', 'consistent'),
    /** The modifier `avalanche` of `hash-type`; auto is what HAProxy does when none is named: on for `consistent`. */
    hash_avalanche: choice('auto', 'on', 'off'),
    /** `insert`: the answer carries a cookie with the server's name, and the browser's next request goes there. */
    cookie: choice('none', 'insert'),
    retries: integer(3, 0, 100),
    redispatch: flag,
    allbackups: flag,
    check: choice('tcp', 'httpchk', 'off'),
    inter_ms: duration(2000),
    fastinter_ms: optionalDuration(),
    downinter_ms: optionalDuration(),
    fall: integer(3, 1, 1000),
    rise: integer(2, 1, 1000),
    disable_on_404: flag,
    on_marked_down: choice('none', 'shutdown-sessions'),
    timeout_connect_ms: duration(5000),
    timeout_server_ms: duration(30_000),
    timeout_check_ms: optionalDuration(),
    /** How long a request may wait for a server; `timeout connect` when not set. */
    timeout_queue_ms: optionalDuration(),
    tls,
    ...tlsEnd,
    /** `verify` on the `server` lines: whether a server's certificate is looked at. */
    verify: choice('required', 'none'),
    /** Connections to a server go on with the keys of the first one, unless `no-ssl-reuse`. */
    ssl_reuse: flagOn,
    /** How a server learns the client's address: in a header of the request, or in a line before anything else. */
    forwardfor: flag,
    send_proxy: flag,
    /** Threads, each at most a core; 0 means as many as it takes. */
    nbthread: integer(0, 0, 64),
  },
  nginx: {
    ...vrrpRouter,
    /** hash and hash-consistent are `hash $request_uri`, without and with `consistent`. */
    balance: choice('smooth-wrr', 'ip_hash', 'hash', 'hash-consistent'),
    proxy_connect_timeout_ms: duration(60_000),
    proxy_read_timeout_ms: duration(60_000),
    proxy_next_upstream_tries: integer(0, 0, 1000),
    proxy_next_upstream_error: flagOn,
    proxy_next_upstream_timeout: flagOn,
    proxy_next_upstream_http_500: flag,
    proxy_next_upstream_http_502: flag,
    proxy_next_upstream_http_503: flag,
    proxy_next_upstream_http_504: flag,
    tls,
    ...tlsEnd,
    proxy_ssl_verify: flagOn,
    proxy_ssl_session_reuse: flagOn,
    /** `proxy_set_header X-Forwarded-For`. */
    x_forwarded_for: flag,
    /** `proxy_protocol` towards the servers, where TLS is passed through. */
    proxy_protocol: flag,
    /** Each at most a core; 0 means as many as it takes. */
    worker_processes: integer(0, 0, 64),
  },
  web: { ...stage, ...server, proxy_read_timeout_ms: duration(60_000), ...tlsEnd },
  /** The version that runs at the start; the one in the application files where there are any. */
  app: { ...stage, ...server, version, ...ofApplication },
  /** How long the host's disk takes for a write. */
  database: { ...stage, disk_ms: duration(0, 0), ...mariadb },
} as const satisfies Record<string, Readonly<Record<string, Setting>>>;

/** A program, or a kind of component, that has settings of its own. */
export type Program = keyof typeof catalogue;

type Value<S> = S extends { type: 'integer' | 'number' }
  ? number
  : S extends { type: 'duration'; default: infer D }
    ? D extends null
      ? number | null
      : number
    : S extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : boolean;

/** All settings of a program with their values. */
export type Settings<P extends Program> = {
  readonly [K in keyof (typeof catalogue)[P]]: Value<(typeof catalogue)[P][K]>;
};

/** The settings of `program`, those that `given` does not name at their defaults. */
export function resolveSettings<P extends Program>(
  program: P,
  given: Readonly<Record<string, SettingValue>> = {},
): Settings<P> {
  const resolved: Record<string, SettingValue | null> = {};
  for (const [name, setting] of Object.entries<Setting>(catalogue[program])) {
    resolved[name] = given[name] ?? setting.default;
  }
  return resolved as Settings<P>;
}

/** What is wrong with `value` for `setting`, in words for its author; `undefined` when nothing is. */
export function settingProblem(setting: Setting, value: unknown): string | undefined {
  switch (setting.type) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'choice':
      return typeof value === 'string' && setting.choices.includes(value)
        ? undefined
        : `must be one of ${setting.choices.join(', ')}`;
    case 'number': {
      const isInRange = typeof value === 'number' && value >= setting.min && value <= setting.max;
      return isInRange ? undefined : `must be a number from ${setting.min} to ${setting.max}`;
    }
    case 'integer':
    case 'duration': {
      const what = setting.type === 'duration' ? 'whole number of milliseconds' : 'whole number';
      const inRange =
        Number.isInteger(value) &&
        (value as number) >= setting.min &&
        (value as number) <= setting.max;
      return inRange ? undefined : `must be a ${what} from ${setting.min} to ${setting.max}`;
    }
  }
}
