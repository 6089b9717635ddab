// Every word of an opened request.

export const panel = {
  title: (request: number) => `Request ${request}`,
  read: (client: string) => `a read from ${client}`,
  write: (client: string) => `a write from ${client}`,
  tools: 'Which request',
  number: 'Request',
  previous: 'Previous',
  next: 'Next',
  inDrawing: 'Next in the drawing',
  noneInDrawing: 'No request is in the drawing at this moment.',
  close: 'Close',
  steps: 'Its steps. Choose one to move the figure to its beginning.',
  untold: 'What becomes of it is told when the question is answered.',
  noEvents: 'This run is too long to keep what happened to each request.',
} as const;

export const summary = {
  answered: (start: string, status: number, total: string) =>
    `Set out at ${start}, got ${status} after ${total}.`,
  cut: (start: string, total: string) =>
    `Set out at ${start}; its connection was cut after ${total}.`,
  gaveUp: (start: string, total: string) =>
    `Set out at ${start}; the client gave up after ${total}.`,
  inFlight: (start: string, total: string) =>
    `Set out at ${start} and has no answer when the run ends, ${total} later.`,
  retries: (retries: number) => (retries === 1 ? '1 retry.' : `${retries} retries.`),
  longest: (step: string, time: string) => `Longest step: ${step}, ${time}.`,
  plaintext: (hops: readonly string[]) => `In plaintext: ${hops.join('; ')}.`,
  noPlaintext: 'Encrypted between all machines that it reached.',
  hop: (from: string, to: string) => `${from} to ${to}`,
} as const;

/** Where the figure's time is. */
export const when = {
  before: (t: string) => `At ${t} it has not set out yet.`,
  during: (t: string, step: string) => `At ${t}: ${step}.`,
  after: (t: string) => `At ${t} it is over.`,
} as const;

/** How a hop is carried. */
export const carried = {
  encrypted: 'encrypted',
  plaintext: 'plaintext',
  inside: 'inside one machine',
} as const;

/** What a step is called. */
export const title = {
  forth: (from: string, to: string) => `${from} → ${to}`,
  back: (from: string, to: string, what: string) => `${from} → ${to}: ${what}`,
  connect: (to: string, attempt: number) =>
    attempt > 1 ? `Connects to ${to}, attempt ${attempt}` : `Connects to ${to}`,
  tcp: (to: string) => `TCP connection to ${to}`,
  tls: (version: string, to: string, round: number, of: number) =>
    of > 1
      ? `TLS ${version} handshake with ${to}, round trip ${round} of ${of}`
      : `TLS ${version} handshake with ${to}`,
  retry: (at: string) => `Pause in ${at}`,
  queue: (at: string) => `Queue in ${at}`,
  worker: (at: string) => `Queue at ${at}`,
  service: (at: string) => `${at} works`,
  hung: (at: string) => `${at} is silent`,
  lost: (at: string) => `Lost at ${at}`,
  dns: 'DNS: the resolver',
  dnsAt: (server: string) => `DNS: ${server}`,
  nobody: 'An address that nobody has',
  droppedBy: (at: string, rule: string) => `Dropped at ${at} by ${rule}`,
  refusal: 'refusal',
  cut: 'cut',
} as const;

/** What it waited for meanwhile. */
export const waitedFor = {
  network: 'For the network.',
  connect: (to: string) => `For ${to} to accept the connection.`,
  tcp: 'For one round trip.',
  tls: (ms: string) => `For the network, and ${ms} ms of computing.`,
  retry: (to: string) => `For the pause after the failed attempt at ${to}.`,
  queue: (to: string) => `For a free place at ${to}.`,
  queueForAny: 'For a free place at any server.',
  worker: 'For a worker; all are busy.',
  service: 'For its work to be done.',
  hung: 'For an answer that never comes.',
  lost: 'For packets that never arrive.',
  dns: 'For its resolver to tell the address.',
  dnsAt: (server: string) => `For ${server} to answer the resolver.`,
  nobody: 'For somebody to answer there.',
  droppedBy: 'For an answer: a dropped packet tells nobody.',
} as const;

/** How a wait ended, where there is something to say. */
export const ended = {
  done: '',
  refused: 'Refused.',
  timeout: 'Timed out.',
  reset: 'Cut off.',
  shutdown: 'Cut off: the server was marked DOWN.',
  'certificate-expired': 'Given up: the certificate has expired.',
  'certificate-name': 'Given up: the certificate is for another name.',
  version: 'Given up: the server wants a newer version of TLS.',
  nxdomain: 'There is no such name (NXDOMAIN).',
  servfail: 'No name server has answered (SERVFAIL).',
  'given-up': 'The client gave up.',
  unfinished: 'Not over when the run ends.',
} as const;

export const connected = 'Connected.';

/** Of a handshake. */
export const handshake = {
  resumed: 'Resumed.',
  retried: 'HelloRetryRequest: the first key share was for another group.',
} as const;

/** Why a load balancer took this server; nothing where it was its turn. */
export const chosen = {
  balance: '',
  redispatch: 'Chosen anew after a failure (redispatch).',
  'next-upstream': 'The next upstream.',
  cookie: 'The cookie names it.',
  queue: 'A place became free.',
} as const;

/** Why an answer is made, or a connection ends. */
export const made = {
  served: '',
  'error-500': 'It answers everything with 500.',
  'error-503': 'It answers everything with 503.',
  'no-database': 'It has no database for this.',
  'database-error': 'Its database answered with an error.',
  'too-many-connections': 'Error 1040: it has as many connections as it takes.',
  'read-only': 'Error 1290: it is read-only.',
  'duplicate-key': 'Error 1062: it has a row with this key.',
  'no-quorum': 'Its group has lost the majority and commits nothing.',
  'invalid-response': 'What came back is not HTTP.',
  'no-server': 'No server is UP.',
  'retries-exhausted': 'No attempt is left.',
  'server-timeout': 'The server took too long.',
  'server-reset': 'The server cut the connection.',
  'session-shutdown': 'The server was marked DOWN.',
  'upstream-refused': 'The stage behind it failed.',
  'upstream-timeout': 'The stage behind it took too long.',
  'no-live-upstreams': 'No upstream is left to ask.',
  'queue-timeout': 'It was too long in the queue.',
  'queue-full': 'The queue is full.',
  refuse: 'It refuses connections.',
  reset: 'The connection is cut.',
} as const;

/** How long a step took, and when it began, counted from when the request set out. */
export const times = (length: string, start: string) => `${length} at +${start}`;

/** A tick of the axis over the bars. */
export const tick = (time: string) => `+${time}`;
