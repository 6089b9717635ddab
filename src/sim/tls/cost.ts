/**
 * What a handshake costs a processor, in µs. Recorded with HAProxy 2.6.12 and OpenSSL 3.0 on one core of a virtual x86-64
 * server (`conformance/L-handshake-cost.json`, `L-rtt-*.json`): the figures belong to that processor, their ratios carry
 * over. A signature with P-256 is 14 times cheaper than one with RSA-2048; a whole handshake only 1.6 to 1.8 times, since
 * key exchange, TCP and everything else cost the same.
 */
import type { Settings } from '../settings.ts';
import type { Handshake } from './round.ts';

export type KeyType = Settings<'web'>['tls_key'];

const fullUs = {
  rsa2048: { '1.2': 800, '1.3': 750 },
  'ecdsa-p256': { '1.2': 440, '1.3': 470 },
} as const satisfies Record<KeyType, Record<Handshake['version'], number>>;

/** No signature and no certificate. */
const resumedUs = 250;

/** A group that the first key share was not for: in the recording P-384, much slower than X25519, on either side. */
const retriedUs = 1900;

/** The part of the one who is asked, and holds the key. */
export function serverWorkUs(handshake: Handshake, key: KeyType): number {
  const { version, resumed } = handshake;
  return (resumed ? resumedUs : fullUs[key][version]) + retryUs(handshake);
}

/** The part of a client, as recorded with Python’s. */
export function clientWorkUs(handshake: Handshake): number {
  const { version, resumed } = handshake;
  return (version === '1.2' && resumed ? 900 : 1300) + retryUs(handshake);
}

/** The part of a load balancer that opens a connection to a server: a handshake without a signature of its own. */
export const relayWorkUs = (handshake: Handshake): number => resumedUs + retryUs(handshake);

const retryUs = ({ version, helloRetry }: Handshake): number =>
  version === '1.3' && helloRetry ? retriedUs : 0;
