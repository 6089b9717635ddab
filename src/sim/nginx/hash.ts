/**
 * nginx's `hash key`: the CRC-32 of the key decides; where that peer cannot be had, another one of the same key with a
 * number before it is added. https://nginx.org/en/docs/http/ngx_http_upstream_module.html#hash, worked out from nginx
 * 1.22's `ngx_http_upstream_hash_module.c` and recorded runs.
 */
import { crc32 } from '../crc32.ts';
import { createByWeight } from './by-weight.ts';
import type { Peer, Peers } from './peers.ts';
import { mostMisses, type Selection } from './selection.ts';

/** @returns Begins the selection for a key. */
export function createHash(list: readonly Peer[], peers: Peers): (key: string) => Selection {
  const byWeight = createByWeight(list);
  return (key) => {
    let hash = 0;
    let rounds = 0;
    let misses = 0;
    return (tried) => {
      while (misses <= mostMisses) {
        const salted = rounds === 0 ? key : `${rounds}${key}`;
        // The upper half of the checksum, without the sign.
        hash = (hash + ((crc32(salted) >>> 16) & 0x7fff)) >>> 0;
        rounds += 1;
        const peer = peers.take(byWeight(hash), tried);
        if (peer) return peer;
        misses += 1;
      }
      return peers.choose(tried);
    };
  };
}
