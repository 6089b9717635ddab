/**
 * HAProxy's `hash-type consistent`: a ring on which every server has 16 points for each unit of weight; the point
 * nearest to the request's hash decides. Worked out from haproxy 2.6's `lb_chash.c`, `backend.c` and recorded runs.
 */
import {
  effectiveWeight,
  isUsable,
  maxEffectiveWeight,
  type Balancer,
  type Server,
} from './server.ts';

interface Point {
  /** 0 to 2³² − 1. */
  readonly at: number;
  readonly server: Server;
}

export function createConsistent(servers: readonly Server[]): Balancer {
  let ring = buildRing();

  function buildRing(): readonly Point[] {
    return servers
      .filter(isUsable)
      .flatMap((server) =>
        Array.from({ length: effectiveWeight(server) }, (_, point) => ({
          at: mix((server.position + 1) * maxEffectiveWeight + point),
          server,
        })),
      )
      .sort((one, other) => one.at - other.at);
  }

  return {
    choose(key, avoid) {
      if (ring.length === 0) return undefined;
      // No function is named for the hash, so HAProxy mixes it once more ("avalanche").
      const hash = mix(key);
      const pointAt = (index: number) => ring[(index + ring.length) % ring.length] as Point;
      let index = firstAtOrAfter(ring, hash);
      const before = pointAt(index - 1);
      // Distances on the ring, modulo 2³².
      const toBefore = (hash - before.at) >>> 0;
      const toNext = (pointAt(index).at - hash) >>> 0;
      if (toBefore <= toNext) index -= 1;
      for (let step = 0; step < ring.length; step++) {
        const { server } = pointAt(index + step);
        if (server !== avoid) return server;
      }
      return avoid;
    },
    changed() {
      ring = buildRing();
    },
  };
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

/** Bob Jenkins' 32-bit integer hash (public domain), times HAProxy's constant; 0 to 2³² − 1. */
function mix(value: number): number {
  let z = value | 0;
  z = (z + 0x7ed55d16 + (z << 12)) | 0;
  z = z ^ 0xc761c23c ^ (z >>> 19);
  z = (z + 0x165667b1 + (z << 5)) | 0;
  z = (z + 0xd3a2646c) ^ (z << 9);
  z = (z + 0xfd7046c5 + (z << 3)) | 0;
  z = z ^ 0xb55a4f09 ^ (z >>> 16);
  return Math.imul(z, 0xc0000001) >>> 0;
}
