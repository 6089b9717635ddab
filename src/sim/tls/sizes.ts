/**
 * How many bytes TLS puts on the wire. Messages as OpenSSL 3.0 makes them (`openssl s_client`, AES-256-GCM, X25519), with a
 * chain of certificates of stated size. A browser's ClientHello is larger, above all where it brings a post-quantum key share.
 */
import type { KeyType } from './cost.ts';
import type { Handshake, TlsVersion } from './round.ts';

/** DER bytes of the server's certificate and the intermediate one, about as public authorities issue them. */
const usualChains: Record<KeyType, readonly number[]> = {
  rsa2048: [1300, 1300],
  'ecdsa-p256': [1000, 1000],
};

/** A signature of the key; one of ECDSA varies by a byte or two. */
const signatures: Record<KeyType, number> = { rsa2048: 256, 'ecdsa-p256': 71 };

/** What each record adds: TLS 1.3 its header, its type and the tag (RFC 8446, 5.2); TLS 1.2 with AES-GCM header, nonce, tag (RFC 5288). */
const perRecord: Record<TlsVersion, number> = { '1.3': 5 + 1 + 16, '1.2': 5 + 8 + 16 };

const header = 5;
const largestRecord = 16_384;

/** The bytes that `plain` bytes of one direction become. */
export function recordsOf(plain: number, version: TlsVersion): number {
  return plain + Math.ceil(plain / largestRecord) * perRecord[version];
}

export interface HandshakeBytes {
  /** From the one who opens the connection. */
  readonly forth: number;
  readonly back: number;
}

/** What comes before the first byte of a request, and the tickets that follow it. */
export function handshakeBytes(
  { version, resumed, helloRetry }: Handshake,
  key: KeyType,
  chain: readonly number[] = usualChains[key],
): HandshakeBytes {
  if (version === '1.2') {
    if (resumed) return { forth: sum(header + 414, 6, 45), back: sum(header + 85, 6, 45) };
    const certificate = header + 7 + sum(...chain.map((length) => length + 3));
    const keyExchange = header + 44 + signatures[key];
    return {
      forth: sum(header + 206, header + 37, 6, 45),
      back: sum(header + 65, certificate, keyExchange, header + 4, header + 186, 6, 45),
    };
  }
  const sealed = perRecord['1.3'];
  const finished = sealed + 52;
  const ticket = sealed + 233;
  const retry = helloRetry ? { forth: 313, back: 158 } : { forth: 0, back: 0 };
  if (resumed) {
    return {
      forth: sum(header + 514, 6, finished, retry.forth),
      back: sum(header + 128, 6, sealed + 6, finished, ticket, retry.back),
    };
  }
  const certificate = sealed + 8 + sum(...chain.map((length) => length + 5));
  const verify = sealed + 8 + signatures[key];
  return {
    forth: sum(header + 243, 6, finished, retry.forth),
    back: sum(header + 122, 6, sealed + 6, certificate, verify, finished, 2 * ticket, retry.back),
  };
}

const sum = (...parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
