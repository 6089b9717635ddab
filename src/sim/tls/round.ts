/** What a handshake is, and which of its round trips an event tells of, as one number for the trace. */

export const tlsVersions = ['1.2', '1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

export interface Handshake {
  readonly version: TlsVersion;
  /** It goes on with the keys of an earlier connection. */
  readonly resumed: boolean;
  /** The first ClientHello is answered with a HelloRetryRequest; TLS 1.3 only. */
  readonly helloRetry: boolean;
}

/** A round trip of a handshake. */
export interface Round extends Handshake {
  /** From 1. */
  readonly round: number;
}

/**
 * Round trips before the client may send its request. TLS 1.2: two, one when resumed (RFC 5246, section 7.3); TLS 1.3: one,
 * resumed or not (RFC 8446, section 2), and one more after a HelloRetryRequest (section 4.1.4). Early data (0-RTT) is not
 * used.
 */
export function roundTripsOf({ version, resumed, helloRetry }: Handshake): number {
  if (version === '1.2') return resumed ? 1 : 2;
  return helloRetry ? 2 : 1;
}

/** The round trip in which the server computes, shows its certificate and signs. */
export const workRoundOf = ({ version, helloRetry }: Handshake): number =>
  version === '1.3' && helloRetry ? 2 : 1;

export const packRound = ({ version, resumed, helloRetry, round }: Round): number =>
  8 * round + 4 * tlsVersions.indexOf(version) + (resumed ? 2 : 0) + (helloRetry ? 1 : 0);

export const unpackRound = (packed: number): Round => ({
  round: packed >> 3,
  version: tlsVersions[(packed >> 2) & 1] ?? '1.3',
  resumed: (packed & 2) !== 0,
  helloRetry: (packed & 1) !== 0,
});
