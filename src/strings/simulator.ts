// Every word of the simulator page, its missions aside.

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

export const page = {
  title: 'The simulator',
  description:
    'A load balancer, one to eight servers, and everything about them that you can set or break: HAProxy and nginx as they are, simulated request for request.',
  intro:
    'One load balancer, one to eight servers, and every setting of theirs. Change something, break something, and see at once what it does to the requests: the run is computed anew from its beginning, with the same arrivals.',
  noScript:
    'The simulator needs JavaScript. Without it you see the first state of its first scenario, and below what there is to look for in the others.',
} as const;

export const start = {
  title: 'Where to start',
  choose: 'Start from',
  scenarios: 'Scenarios',
  missions: 'Missions',
  gallery: 'Scenarios to start from',
  galleryIntro: 'Each one shows something. Open it, play it, then change it.',
  open: (title: string) => `Open “${title}”`,
  look: 'What to look for:',
  undo: 'Undo',
  redo: 'Redo',
  reset: 'Reset',
  resetDone: 'Everything is as the scenario has it.',
  undone: 'Undone.',
  redone: 'Done again.',
  copyLink: 'Copy link',
  compare: 'Compare with other settings',
  stopComparing: 'Stop comparing',
} as const;

export const panel = {
  title: 'Settings',
  editing: 'Settings of',
  a: 'A',
  b: 'B',
  shared: 'The same for A and B.',
  locked: 'Locked in this mission.',
  lockedNote: 'Settings with a lock belong to the mission.',
  unset: 'not set',
  servers: 'Which server',
  all: 'all',
  server: (title: string) => title,
  mixed: 'differs between the servers',
  groups: {
    basics: 'Load and servers',
    servers: 'Each server',
    checks: 'Health checks',
    retries: 'Retries and timeouts',
    details: 'More about balancing',
    clients: 'Clients, network, randomness',
  },
  ms: 'ms',
  changed: 'changed',
} as const;

interface FieldWords {
  readonly label: string;
  readonly help: string;
  /** The label is the program's own word. */
  readonly code?: boolean;
  readonly unit?: string;
  readonly choices?: Readonly<Record<string, string>>;
}

/** By the setting’s own name. Settings of a program are called what the program calls them. */
export const fields: Readonly<Record<string, FieldWords>> = {
  software: {
    label: 'Load balancer',
    help: 'Behavior checked on HAProxy 2.6 and nginx 1.22.',
    choices: { haproxy: 'HAProxy', nginx: 'nginx' },
  },
  balance: {
    label: 'balance',
    code: true,
    help: 'How the next server is chosen.',
    choices: {
      'smooth-wrr': 'round robin (no directive)',
      ip_hash: 'ip_hash',
      hash: 'hash $request_uri',
      'hash-consistent': 'hash $request_uri consistent',
    },
  },
  servers: { label: 'Servers', help: 'From one to eight.' },
  rate: {
    label: 'Requests',
    unit: '/s',
    help: 'Per second. They come whatever happens to earlier ones.',
  },
  shape: {
    label: 'Arrivals',
    help: 'Steady: at equal distances. Poisson: at random, as from many people who do not know of each other. Bursts: steady, and now and then many.',
    choices: { steady: 'steady', poisson: 'Poisson', burst: 'bursts' },
  },
  burst_rate: { label: 'In a burst', unit: '/s', help: 'Requests per second while a burst lasts.' },
  burst_every_ms: {
    label: 'A burst every',
    help: 'From the end of one burst to the end of the next.',
  },
  burst_ms: { label: 'It lasts', help: 'The length of a burst.' },
  duration_ms: { label: 'Length of the run', help: 'Long runs are computed in the background.' },
  seed: { label: 'Seed', help: 'The same seed gives the same arrivals and the same work.' },
  client_latency_ms: { label: 'Browsers to balancer', help: 'Network delay, one way.' },
  server_latency_ms: { label: 'Balancer to servers', help: 'Network delay, one way.' },
  timeout_ms: { label: 'Clients give up after', help: 'Not set: they wait for ever.' },
  service_ms: {
    label: 'Work per request',
    help: 'How long a worker of the server needs for a request.',
  },
  service: {
    label: 'The work is',
    help: 'Constant: each request costs the same. Exponential: most cost little and a few very much. Heavy tail (Pareto): a few cost more still. The mean is as above.',
    choices: { constant: 'constant', exponential: 'exponential', pareto: 'heavy tail' },
  },
  workers: {
    label: 'Workers',
    help: 'Requests that the server works on at once; the others wait. 0: any number.',
  },
  weight: {
    label: 'weight',
    code: true,
    help: 'Its share of the requests, in proportion to the other weights.',
  },
  backup: { label: 'backup', code: true, help: 'Used only when no other server is UP.' },
  maxconn: {
    label: 'maxconn',
    code: true,
    help: 'Requests that HAProxy lets the server have at once; the others wait in HAProxy. 0: any number.',
  },
  maxqueue: {
    label: 'maxqueue',
    code: true,
    help: 'Requests that may wait in HAProxy for this very server. 0: any number.',
  },
  slowstart_ms: {
    label: 'slowstart',
    code: true,
    help: 'When the server comes back, its weight grows to the full one within this time. 0: at once.',
  },
  max_fails: {
    label: 'max_fails',
    code: true,
    help: 'So many failures within fail_timeout, and nginx leaves the server out. 0: never.',
  },
  fail_timeout_ms: {
    label: 'fail_timeout',
    code: true,
    help: 'The time in which failures are counted, and for which the server is then left out.',
  },
  check: {
    label: 'check',
    code: true,
    help: 'tcp: whether a connection can be made. httpchk: whether GET /health is answered with 2xx or 3xx.',
  },
  inter_ms: { label: 'inter', code: true, help: 'From one check to the next.' },
  fastinter_ms: {
    label: 'fastinter',
    code: true,
    help: 'The same while the server is in doubt. Not set: inter.',
  },
  downinter_ms: {
    label: 'downinter',
    code: true,
    help: 'The same while the server is DOWN. Not set: inter.',
  },
  fall: { label: 'fall', code: true, help: 'So many failed checks in a row mark a server DOWN.' },
  rise: { label: 'rise', code: true, help: 'So many passed checks in a row mark it UP again.' },
  timeout_check_ms: {
    label: 'timeout check',
    code: true,
    help: 'How long a check may wait for its answer. Not set: inter.',
  },
  disable_on_404: {
    label: 'http-check disable-on-404',
    code: true,
    help: 'A check answered with 404: no new requests, but the server stays UP.',
  },
  on_marked_down: {
    label: 'on-marked-down',
    code: true,
    help: 'shutdown-sessions: requests that a server has when it is marked DOWN are cut off at once.',
  },
  retries: {
    label: 'retries',
    code: true,
    help: 'How often a failed connection is tried again, a second later.',
  },
  redispatch: { label: 'option redispatch', code: true, help: 'A retry may go to another server.' },
  timeout_connect_ms: {
    label: 'timeout connect',
    code: true,
    help: 'How long a connection to a server may take.',
  },
  timeout_queue_ms: {
    label: 'timeout queue',
    code: true,
    help: 'How long a request may wait in HAProxy for a server; then 503. Not set: timeout connect.',
  },
  timeout_server_ms: {
    label: 'timeout server',
    code: true,
    help: 'How long a server may be silent; then 504.',
  },
  proxy_connect_timeout_ms: {
    label: 'proxy_connect_timeout',
    code: true,
    help: 'How long a connection to a server may take.',
  },
  proxy_read_timeout_ms: {
    label: 'proxy_read_timeout',
    code: true,
    help: 'How long a server may be silent.',
  },
  proxy_next_upstream_tries: {
    label: 'proxy_next_upstream_tries',
    code: true,
    help: 'How many servers a request may try in all. 0: every one.',
  },
  proxy_next_upstream_error: {
    label: 'proxy_next_upstream error',
    code: true,
    help: 'Try another server after a refused or broken connection.',
  },
  proxy_next_upstream_timeout: {
    label: 'proxy_next_upstream timeout',
    code: true,
    help: 'Try another server after a timeout.',
  },
  proxy_next_upstream_http_500: {
    label: 'proxy_next_upstream http_500',
    code: true,
    help: 'Try another server after the answer 500.',
  },
  proxy_next_upstream_http_502: {
    label: 'proxy_next_upstream http_502',
    code: true,
    help: 'Try another server after the answer 502.',
  },
  proxy_next_upstream_http_503: {
    label: 'proxy_next_upstream http_503',
    code: true,
    help: 'Try another server after the answer 503.',
  },
  proxy_next_upstream_http_504: {
    label: 'proxy_next_upstream http_504',
    code: true,
    help: 'Try another server after the answer 504.',
  },
  hash_type: {
    label: 'hash-type',
    code: true,
    help: 'For source and uri. map-based: short, and nearly everyone moves when a server goes. consistent: only those of the server that goes move.',
  },
  hash_avalanche: {
    label: 'hash-type … avalanche',
    code: true,
    help: 'Mixes the hash once more. auto: as HAProxy does by itself.',
  },
  cookie: {
    label: 'cookie',
    code: true,
    help: 'insert: a browser returns to the server that it had first.',
  },
  allbackups: {
    label: 'option allbackups',
    code: true,
    help: 'All backups share the work, and not only the first.',
  },
};

export const events = {
  title: 'Break and repair',
  what: 'What happens',
  to: 'Server',
  at: 'At',
  now: 'Let it happen now',
  add: 'Add',
  seconds: 's',
  list: 'What happens in this run',
  none: 'Nothing happens to the servers in this run.',
  item: (t: string, server: string, what: string) => `${t}: ${server} ${what}`,
  remove: (item: string) => `Remove: ${item}`,
  removed: 'Removed.',
  full: (most: number) => `More than ${most} events are too many for one run.`,
  repair: 'Repair everything now',
  actions: {
    up: 'works again',
    refuse: 'refuses connections',
    hang: 'hangs: accepts and never answers',
    'error-500': 'answers 500',
    'error-503': 'answers 503',
    drop: 'drops all packets',
    'health-500': 'answers checks with 500',
    'health-404': 'answers checks with 404',
    maint: 'maint (an administrator)',
    drain: 'drain (an administrator)',
    ready: 'ready (an administrator)',
    weight: 'another weight (an administrator)',
  },
} as const;

/** What happens to a server, in words. @param action One that the page offers. */
export const actionText = (action: string): string =>
  (events.actions as Readonly<Partial<Record<string, string>>>)[action] ?? action;

export const charts = {
  title: 'The run in graphs',
  rates: { title: 'Requests per second, by how they ended', unit: '/s' },
  latency: { title: 'Latency', unit: 'ms' },
  queue: { title: 'Requests that wait', unit: '' },
  shares: { title: 'Share of each server', unit: '%' },
  window: (seconds: string) => `of the last ${seconds}`,
  answered: 'answered',
  failed: 'failed',
  dropped: 'given up',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  waiting: 'waiting',
  none: '–',
  hint: 'Click or drag in a graph to go to a moment; by keyboard, use Time.',
  label: (title: string, pane: string, summary: string) => `${title}${pane}. ${summary}`,
  pane: (pane: string) => `, ${pane}`,
  peak: (value: string, t: string) => `At most ${value}, at ${t}.`,
  time: 'Time',
  marks: '✕ something breaks · ↓ marked DOWN · ↑ back or marked UP',
} as const;

export const numbers = {
  title: 'The same numbers as a table',
  caption: 'Requests per second, latency in milliseconds, waiting requests, share of each server',
} as const;

export const results = {
  title: 'The whole run',
  metric: 'Measured',
  a: 'A',
  b: 'B',
  run: 'This run',
  difference: 'B against A',
  rows: {
    requests: 'requests',
    answered: 'answered',
    failed: 'failed',
    dropped: 'given up by clients',
    inFlight: 'still in flight at the end',
    p50: 'p50',
    p95: 'p95',
    p99: 'p99',
    mean: 'mean latency',
    retries: 'retries',
    detection: 'from the first fault to DOWN',
    longest: 'most requests waiting at once',
  },
  never: 'never',
  none: '–',
  same: 'the same',
  more: (value: string) => `${value} more`,
  less: (value: string) => `${value} less`,
  sentence: {
    same: 'A and B give the same result, request for request.',
    failed: (a: number, b: number) =>
      b < a
        ? `With B ${count(a - b, 'request')} fewer fail: ${b} instead of ${a}.`
        : `With B ${count(b - a, 'request')} more fail: ${b} instead of ${a}.`,
    dropped: (a: number, b: number) => `Clients give up ${b} times with B, ${a} times with A.`,
    p99: (a: string, b: string, isLess: boolean) =>
      `One request in a hundred takes longer than ${b} with B, than ${a} with A: ${isLess ? 'B is quicker' : 'B is slower'}.`,
    p50: (a: string, b: string) => `Half of the requests take at most ${b} with B, ${a} with A.`,
    detection: (a: string, b: string) =>
      `The first fault is noticed after ${b} with B, after ${a} with A.`,
    retries: (a: number, b: number) =>
      `B needs ${count(b, 'retry', 'retries')}, A ${b === a ? 'as many' : a}.`,
    inFlight: (a: number, b: number) =>
      `At the end ${count(b, 'request')} ${b === 1 ? 'has' : 'have'} no answer yet with B, ${a} with A.`,
  },
  summary: (requests: number, failed: number, dropped: number, p50: string, p99: string) =>
    `${count(requests, 'request')}: ${failed === 0 ? 'none fails' : `${failed.toLocaleString('en')} ${failed === 1 ? 'fails' : 'fail'}`}${dropped > 0 ? `, ${dropped.toLocaleString('en')} given up` : ''}. p50 ${p50}, p99 ${p99}.`,
} as const;

export const work = {
  working: (requests: number) =>
    `Computing about ${requests.toLocaleString('en')} requests and checks …`,
  cancel: 'Cancel',
  canceled: 'Canceled; the last change is undone.',
  done: 'Computed.',
  failed: 'The run could not be computed. The last change is undone.',
} as const;

export const exports = {
  title: 'Export',
  config: (file: string) => file,
  log: 'Requests (CSV)',
  svg: 'Picture (SVG)',
  png: 'Picture (PNG)',
  failed: 'The picture could not be made.',
  made: (file: string) => `${file} is made.`,
  columns: [
    'number',
    'arrival_ms',
    'client',
    'operation',
    'server',
    'status',
    'outcome',
    'retries',
    'latency_ms',
  ],
} as const;

export const stage = {
  description: (servers: number, program: string) =>
    `Browsers send requests over TLS to ${program}, which passes each one on, unencrypted, to one of ${count(servers, 'server')}.`,
  scrolls: 'The drawing, scrolls sideways',
  title: (program: string, servers: number) => `${program} and ${count(servers, 'server')}`,
  paneTitle: (pane: string, what: string) => `${pane}: ${what}`,
  sameSettings: 'the same settings as A',
} as const;

/** Milliseconds as a reader says them. */
export function latency(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
