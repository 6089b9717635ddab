// Every word of the flow figure.

const count = (number: number, one: string, many: string) =>
  `${number} ${number === 1 ? one : many}`;

/** Milliseconds as a reader says them: `48 ms`, `1.25 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(2).replace(/\.?0+$/, '')} s`;
}

/** A moment of the run, given in milliseconds: `4.6 s`, with as many `digits` as the place needs. */
export function moment(ms: number, digits = 1): string {
  return `${(ms / 1000).toFixed(digits)} s`;
}

/** In the drawing, where room is short. */
export const drawing = {
  fault: {
    up: '',
    refuse: 'refuses',
    hang: 'hangs',
    'error-500': 'answers 500',
    drop: 'silent',
    'health-500': 'check gets 500',
    'health-404': 'check gets 404',
    'error-503': 'answers 503',
    maint: 'maintenance',
    drain: 'drains',
    ready: '',
    weight: '',
  },
  rate: (perSecond: number) => `${perSecond} requests/s`,
  varying: 'varying load',
  clients: (concurrency: number) => count(concurrency, 'client', 'clients'),
  passes: 'lets all pass',
  busyOf: (busy: number, workers: number) => `${busy} of ${workers} busy`,
  serving: (busy: number) => (busy === 0 ? 'idle' : `${busy} busy`),
  more: (number: number) => `+${number}`,
  waiting: (number: number) => count(number, 'waits', 'wait'),
  up: 'UP',
  notChecked: 'not checked',
  down: 'DOWN',
  stopping: 'UP, no new requests',
  failing: (failed: number, fall: number) => `${failed} of ${fall} checks failed`,
  rising: (passed: number, rise: number) => `DOWN · ${passed} of ${rise} passed`,
  retrying: (number: number) => count(number, 'waits to retry', 'wait to retry'),
  connecting: (number: number) => `${number} connecting`,
  flow: (forth: number, back: number) => `${forth} → ${back} ←`,
  status: (status: number) => String(status),
  weight: (weight: number, configured: number) => `weight ${weight} of ${configured}`,
} as const;

/** The names of states of a component, in a sentence. */
export const states = {
  up: 'works again',
  refuse: 'refuses connections',
  hang: 'accepts connections and never answers',
  'error-500': 'answers everything with 500',
  drop: 'drops all packets',
  'health-500': 'answers health checks with 500',
  'health-404': 'answers health checks with 404',
  'error-503': 'answers everything with 503',
  maint: 'is in maintenance',
  drain: 'is drained: it gets no new requests',
  ready: 'is ready again',
  weight: 'gets another weight',
} as const;

/** What a reader does to a component. */
export const faults = {
  title: (t: string) => `Break something at ${t}`,
  up: 'bring back',
  refuse: 'refuse now',
  hang: 'hang',
  'error-500': 'answer 500',
  drop: 'drop packets',
  'health-500': 'fail checks with 500',
  'health-404': 'answer checks with 404',
  'error-503': 'answer 503',
  maint: 'maintenance',
  drain: 'drain',
  ready: 'ready',
  weight: 'weight',
  intervention: (t: string, component: string, what: string) => `${t}: ${component} ${what}`,
  about: (state: string, value?: number | string) =>
    value === undefined ? state : `${state}: ${value}`,
} as const;

/** What the build writes. */
export const faultLabels = {
  made: 'You did',
  undo: 'Undo last',
  /** With what it is about, where it takes something: `weight 50%`. */
  with: (what: string, value?: number | string) =>
    value === undefined ? what : `${what} ${value}`,
} as const;

/** The same, when it happens to a whole host. */
export const hostFaults = {
  drop: { state: 'has no power', button: 'kill', short: 'killed' },
  up: { state: 'is on again', button: 'bring back', short: 'back' },
} as const;

/** What changes on the controls while a figure lives. */
export const controls = {
  play: 'Play',
  pause: 'Pause',
  again: 'Play again',
  /** What Play says to readers who ask for less motion. */
  nextStep: 'Next step',
  timeText: (t: string, end: string) => `${t} of ${end}`,
  copied: 'Link copied',
} as const;

/** What the build writes on them: no figure loads it. */
export const controlLabels = {
  group: 'Playback',
  back: 'Step back',
  step: 'Step',
  restart: 'Restart',
  speed: 'Speed',
  times: (speed: number) => `${speed}×`,
  hops: 'every hop',
  hopsHelp: 'Step also stops at each hop of each request',
  time: 'Time',
  describe: 'Describe now',
  copyLink: 'Copy link',
  embed: 'Embed',
  copyByHand: 'Copy this link:',
  reset: 'Reset everything',
  parameters: 'Change the configuration',
} as const;

export const timeline = {
  go: (t: string, what: string) => `${t}: ${what}`,
  prediction: 'question',
  stop: 'stop',
  fault: (component: string, fault: string) => `${component} ${fault}`,
  faultShort: {
    up: 'back',
    refuse: 'refuses',
    hang: 'hangs',
    'error-500': '500s',
    drop: 'drops',
    'health-500': 'check 500',
    'health-404': 'check 404',
    'error-503': '503s',
    maint: 'maintenance',
    drain: 'drains',
    ready: 'ready',
    weight: 'weight',
  },
  down: (server: string) => `${server} DOWN`,
  up: (server: string) => `${server} UP`,
  stopping: (server: string) => `${server} stopping`,
  full: (server: string) => `${server} full weight`,
} as const;

/** What the build writes. */
export const timelineLabels = {
  list: 'Everything marked on the timeline',
} as const;

export const sums = {
  arrived: 'arrived',
  answered: 'answered',
  failed: 'failed',
  dropped: 'given up',
  inFlight: 'in flight',
  title: 'Requests so far',
} as const;

export const table = {
  firstOnes: 'the first of the run',
  openRow: (request: number) => `Open request ${request}`,
  pending: '…',
  noServer: 'no server',
  direct: '–',
  onTheWay: 'on the way',
  connecting: (server: string, attempt: number) =>
    attempt > 1 ? `${server}, ${ordinal(attempt)} attempt` : `${server}, connects`,
  refused: (server: string, wait: string, attempt: number) =>
    attempt > 1
      ? `${server}, ${ordinal(attempt)} attempt failed, waits ${wait}`
      : `${server}, refused, waits ${wait}`,
  hung: (component: string) => `${component}, no answer comes`,
  lost: (component: string) => `${component}, packets are lost`,
  dropped: (component: string) => `${component}, dropped by a firewall`,
  busy: (component: string) => `${component}, waits for a worker`,
  queued: (server: string) => `${server}, waits for a place`,
  queuedForAny: 'waits for any server',
  retried: (server: string, retries: number) =>
    `${server}, after ${count(retries, 'retry', 'retries')}`,
  gaveUp: 'gave up',
  reset: 'cut off',
} as const;

/** What the build writes. */
export const tableLabels = {
  title: 'Requests',
  number: '#',
  numberLong: 'Request',
  time: 'Time',
  server: 'Server',
  status: 'Status',
  total: 'Total',
  /** Opens the request that has been under way longest. */
  open: 'Open a request',
  onlyFailed: 'only failed ones',
} as const;

export const log = {
  /** A sentence about a request, when that is a probe's. */
  ofProbe: (text: string) =>
    text
      .replace(/\bRequest -\d+/, 'The probe’s request')
      .replace(/\brequest -\d+/, 'the probe’s request'),
  caption: (t: string) => `Events up to ${t}, the latest first`,
  none: 'Nothing but requests that are answered.',
  fault: (component: string, state: string) => `${component} ${state}.`,
  down: (balancer: string, server: string) => `${balancer} marks ${server} DOWN.`,
  up: (balancer: string, server: string) => `${balancer} marks ${server} UP.`,
  stopping: (balancer: string, server: string) =>
    `${balancer} sends ${server} no new requests; open ones go on.`,
  full: (balancer: string, server: string) =>
    `${balancer} counts ${server} with its full weight again.`,
  weight: (balancer: string, server: string, weight: string) =>
    `${balancer} counts ${server} with weight ${weight} from now on.`,
  weightRefused: (balancer: string, server: string) =>
    `${balancer} does not take another weight for ${server}: its algorithm cannot change weights.`,
  administer: (balancer: string, server: string, state: string) =>
    `${balancer} is told that ${server} ${state}.`,
  checkFailed: (server: string, reason: string) => `Health check of ${server} failed: ${reason}.`,
  checkPassed: (server: string) => `Health check of ${server} passed.`,
  reason: {
    L4OK: 'connected',
    L7OK: 'good answer',
    L7OKC: 'answered 404',
    L4CON: 'connection refused',
    L4TOUT: 'no connection in time',
    L7STS: 'bad status',
    L7TOUT: 'no answer in time',
    L6OK: 'TLS connection made',
    L6RSP: 'TLS handshake failed',
    L7RSP: 'not an HTTP answer',
  },
} as const;

/** What the build writes. */
export const logLabels = {
  title: 'Everything that happened',
  time: 'Time',
  event: 'Event',
} as const;

export const halts = {
  stopAt: (t: string) => `Stopped at ${t}`,
  answered: (answer: string) => `You said ${answer}. Let it run.`,
  skipped: (question: string) => `Skipped: “${question}”`,
  reopened: (question: string) => `The run is another one now. Asked anew: “${question}”`,
  withUnit: (value: string, unit: string) => `${value} ${unit}`,
  right: (answer: string, because: string) => `You said ${answer}, and so it was. ${because}`,
  wrong: (answer: string, truth: string, because: string) =>
    `You said ${answer}. It was ${truth}. ${because}`,
  near: (answer: string, truth: string, because: string) =>
    `You said ${answer}, and it was ${truth}: near enough. ${because}`,
  was: (truth: string, because: string) => `It was ${truth}. ${because}`,
  percent: (share: number) => `${Math.round(share * 100)} %`,
  never: 'none: it never happened',
} as const;

/** What the build writes. */
export const haltLabels = {
  continue: 'Continue',
  predict: 'Predict first',
  answer: 'Answer',
  skip: 'Skip',
  yourNumber: 'Your number',
  answerAfterAll: 'Answer it',
} as const;

/** What the strip under the drawing says when no author speaks. */
export const narration = {
  start: 'Press Play, or step from event to event.',
  startReduced: 'Nothing moves by itself. Step from event to event.',
  uneventful: 'So far there is nothing to tell but requests.',
  end: 'The run is over. Drag the time, break something else, or change a setting.',
} as const;

/** The whole state in sentences, for “Describe now” and the drawing’s description. */
export const description = {
  time: (t: string) => `At ${t}:`,
  totals: (arrived: number, answered: number, failed: number, dropped: number, flight: number) =>
    `${count(arrived, 'request has', 'requests have')} arrived, ${count(answered, 'was', 'were')} answered, ${failed} failed, ` +
    `${dropped > 0 ? `${count(dropped, 'was', 'were')} given up, ` : ''}${count(flight, 'is', 'are')} in flight.`,
  component: (component: string, state: string) => `${component} ${state}.`,
  belief: (balancer: string, server: string, state: string) =>
    `${balancer} believes that ${server} is ${state}.`,
  retrying: (number: number, server: string) =>
    `${count(number, 'request waits', 'requests wait')} to retry ${server}.`,
} as const;

export const header = {
  software: (program: string, rest: string) => `${program}: ${rest}`,
  haproxy: 'HAProxy 2.6',
  nginx: 'nginx 1.22',
  roundRobin: 'weighted round robin',
  checks: (inter: string, fall: number, rise: number) => `inter ${inter} fall ${fall} rise ${rise}`,
  retries: (retries: number) => `retries ${retries}`,
  redispatch: 'redispatch',
  noRedispatch: 'no redispatch',
} as const;

export const config = {
  copied: 'Copied',
  changed: (number: number) =>
    number === 0 ? '' : `${count(number, 'line differs', 'lines differ')} from the scenario`,
} as const;

/** What the build writes. */
export const configLabels = {
  copy: 'Copy',
} as const;

export const inWords = {
  title: 'What happens, in words',
  noScript: 'This figure runs with JavaScript only. What would happen is told below, in words.',
} as const;

export const failure = {
  subject: (figure: string) => `Figure ${figure} stopped`,
  body: (message: string, state: string) => `${message}\n\n${state}`,
} as const;

/** What the build writes. */
export const failureLabels = {
  text: 'This figure has stopped working; the drawing shows its first state.',
  report: 'Report it',
} as const;

export const legend = {
  title: 'How to read it',
  request: 'a request',
  read: 'a request that reads',
  write: 'a request that writes',
  waiting: 'a request that waits to retry',
  answer: 'an answer on its way back',
  error: 'an error, or a connection refused',
  dropped: 'a request that a firewall drops: it fades at the wall',
  tls: 'a ring: inside TLS',
  packet: 'a connection being opened',
  check: 'a health check, and its result',
  gone: 'what is: this does not answer as it should',
  believed: 'what the load balancer believes',
  measured: 'dotted: where only measurements travel',
  bell: 'an alert with the name of its rule; red when it fires',
  sampling: 'a collector; bold while it reads',
} as const;

export function ordinal(number: number): string {
  const words = ['', '1st', '2nd', '3rd'];
  return words[number] ?? `${number}th`;
}
