// Every word about where TLS ends.

/** Why there is no connection. */
export const failures = {
  refused: 'refused',
  reset: 'closed by the other side',
  'certificate-expired': 'the certificate has expired',
  'certificate-name': 'the certificate is for another name',
  version: 'the server wants a newer version of TLS',
} as const;

/** Milliseconds of a processor, which are few. */
export const workTime = (us: number) => `${(us / 1000).toFixed(2)} ms`;

/** The panel that shows what an observer reads on each hop. */
export const observer = {
  where: 'TLS ends',
  modes: {
    none: 'nowhere: no TLS',
    terminate: 'at the load balancer',
    passthrough: 'at the servers',
    reencrypt: 'at both',
  },
  title: (request: number, line: string, client: string) =>
    `Request ${request} from ${client}: ${line}`,
  intro: 'What somebody reads who listens on each hop, and does no more than that.',
  hop: (from: string, to: string) => `${from} ↔ ${to}`,
  inside: (host: string) => `inside ${host}`,
  carried: (version: string | undefined) =>
    version === undefined ? 'plaintext' : `TLS ${version}`,
  handshake: 'ClientHello, once for each connection',
  request: 'The request',
  more: (bytes: number) => `… ${bytes} bytes in all`,
  reads: 'Reads',
  readsNot: 'Does not read',
  secrets: {
    addresses: 'who talks to whom, when, how much',
    'server-name': 'the server’s name',
    certificate: 'the certificate',
    'request-line': 'the path',
    headers: 'the headers',
    cookie: 'the session cookie',
    body: 'form and page',
  },
  hiddenClient: 'the client’s address',
  bytes: (plain: string, wire: string) => `${plain} bytes of HTTP are ${wire} on the wire`,
  handshakeBytes: (bytes: string) => `and ${bytes} for the handshake, once`,
  keys: (names: readonly string[]) =>
    names.length === 0 ? 'Anyone can read it.' : `Only ${names.join(' and ')} can decrypt.`,
  balance: 'What it comes to',
  privateKey: 'The private key of the site',
  keyAt: (names: readonly string[]) => `is on ${names.join(' and ')}`,
  andOwnKeys: (where: string) => `${where}; the servers have keys of their own`,
  noKey: 'is not needed',
  can: (balancer: string) => `${balancer} can`,
  cannot: (balancer: string) => `${balancer} cannot`,
  abilities: {
    route: 'choose by path',
    stick: 'set a cookie',
    header: 'add a header',
    cache: 'cache',
    'error-page': 'answer with an error page',
    log: 'log the request',
  },
  nothing: 'nothing of that',
  address: 'The server learns the client’s address',
  told: {
    nothing: (balancer: string) => `not at all: it sees ${balancer}’s`,
    header: 'from X-Forwarded-For',
    'proxy-line': 'from the PROXY line',
  },
  before: 'Before the browser could send this request',
  steps: (tcp: string, tls: string, server: string | undefined, isAfterwards: boolean) =>
    `${tcp} for TCP` +
    (tls === '' ? '' : `, ${tls} for TLS`) +
    (server === undefined
      ? ''
      : isAfterwards
        ? `; then ${server} until the load balancer was connected to a server`
        : `, ${server} of it until the load balancer was connected to a server`),
  notYet: 'not connected yet',
  notMade: 'nothing: its connection was there',
  notOpened: (why: string) => `no connection: ${why}`,
  work: 'Spent on handshakes so far',
  noWork: 'nothing',
  said: (mode: string, hops: readonly string[]) => `TLS ends ${mode}. ${hops.join(' ')}`,
  saidHop: (hop: string, reads: boolean) =>
    reads ? `${hop}: the request can be read.` : `${hop}: the request cannot be read.`,
} as const;

/** A whole number with its thousands apart. */
export const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
