/**
 * nginx's `hash key consistent` (ketama): every peer has 160 points on a ring for each unit of weight, each the CRC-32
 * of its address, its port and the point before; a key belongs to the first point at or after its own CRC-32.
 * https://nginx.org/en/docs/http/ngx_http_upstream_module.html#hash, worked out from nginx 1.22's
 * `ngx_http_upstream_hash_module.c` and recorded runs.
 */
import { bytesOf, crc32, crcFinish, crcStart, crcUpdate } from '../crc32.ts';
import type { Peer, Peers } from './peers.ts';
import { mostMisses, type Selection } from './selection.ts';

const pointsPerWeight = 160;

interface Point {
  /** 0 to 2³² − 1. */
  readonly at: number;
  readonly peer: Peer;
}

/** @returns Begins the selection for a key. */
export function createConsistentHash(
  list: readonly Peer[],
  peers: Peers,
): (key: string) => Selection {
  const ring = buildRing(list);
  return (key) => {
    let place = firstAtOrAfter(ring, crc32(key));
    let misses = 0;
    return (tried) => {
      while (misses <= mostMisses) {
        const peer = peers.takeTurn((ring[place % ring.length] as Point).peer, tried);
        if (peer) return peer;
        place += 1;
        misses += 1;
      }
      return peers.choose(tried);
    };
  };
}

/** In order; of points at the same place one. */
function buildRing(list: readonly Peer[]): readonly Point[] {
  const points = list.flatMap(pointsOf).sort((one, other) => one.at - other.at);
  return points.filter(({ at }, index) => at !== points[index - 1]?.at);
}

function pointsOf(peer: Peer): Point[] {
  const [host = '', port = ''] = peer.address.split(':');
  const base = crcUpdate(crcStart, [...bytesOf(host), 0, ...bytesOf(port)]);
  const points: Point[] = [];
  let at = 0;
  for (let point = 0; point < peer.weight * pointsPerWeight; point++) {
    const before = [at, at >>> 8, at >>> 16, at >>> 24];
    at = crcFinish(
      crcUpdate(
        base,
        before.map((byte) => byte & 0xff),
      ),
    );
    points.push({ at, peer });
  }
  return points;
}

function firstAtOrAfter(ring: readonly Point[], hash: number): number {
  let low = 0;
  let high = ring.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ring[middle] as Point).at < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}
