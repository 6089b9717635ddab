/**
 * nginx's `ip_hash`: the first three octets of the client's address decide; where that peer cannot be had, the hash goes
 * on. https://nginx.org/en/docs/http/ngx_http_upstream_module.html#ip_hash, worked out from nginx 1.22's
 * `ngx_http_upstream_ip_hash_module.c` and recorded runs.
 */
import { createByWeight } from './by-weight.ts';
import type { Peer, Peers } from './peers.ts';
import { mostMisses, type Selection } from './selection.ts';

const start = 89;
const factor = 113;
const modulus = 6271;

/** @returns Begins the selection for a client's IPv4 address, given as a number. */
export function createIpHash(list: readonly Peer[], peers: Peers): (address: number) => Selection {
  const byWeight = createByWeight(list);
  return (address) => {
    const octets = [address >>> 24, (address >>> 16) & 0xff, (address >>> 8) & 0xff];
    let hash = start;
    let misses = 0;
    return (tried) => {
      while (misses <= mostMisses) {
        for (const octet of octets) hash = (hash * factor + octet) % modulus;
        const peer = peers.take(byWeight(hash), tried);
        if (peer) return peer;
        misses += 1;
      }
      return peers.choose(tried);
    };
  };
}
