// Every word about connections that are made: in the log, and where TLS ends.

export const hops = {
  tcpOpen: (request: number, at: string, to: string) =>
    `${at} opens a TCP connection to ${to} for request ${request}.`,
  tcpOpened: (request: number, to: string) =>
    `The TCP connection to ${to} for request ${request} is open.`,
  packet: (request: number, at: string) =>
    `A packet of the connection for request ${request} leaves ${at}.`,
  round: (request: number, version: string, round: number, of: number) =>
    `Request ${request}: round trip ${round} of ${of} of the TLS ${version} handshake.`,
  work: (request: number, at: string, time: string) =>
    `${at} computes for the handshake of request ${request}, ${time}.`,
  opened: (request: number, version: string) =>
    `The TLS ${version} connection for request ${request} is open.`,
  failed: (request: number, why: string) => `No connection for request ${request}: ${why}.`,
  hangUp: (request: number, at: string) =>
    `${at} closes the connection that it was to pass on for request ${request}.`,
} as const;

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
