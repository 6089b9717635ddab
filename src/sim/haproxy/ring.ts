/**
 * HAProxy's ring: every server has 16 points for each unit of weight, and the point nearest to a hash decides. Worked
 * out from haproxy 2.6's `lb_chash.c` and recorded runs.
 */
import { avalanche } from './hash.ts';
import { effectiveWeight, isUsable, maxEffectiveWeight, type Server } from './server.ts';

interface Point {
  /** 0 to 2³² − 1. */
  readonly at: number;
  readonly server: Server;
}

export interface Ring {
  /** The usable server nearest to `hash`, the one before it at a tie; the next one after it in place of `avoid`. */
  nearest(hash: number, avoid?: Server): Server | undefined;
  /** A server has become usable, or has ceased to be, or has another weight. */
  readonly changed: () => void;
}

export function createRing(servers: readonly Server[]): Ring {
  let points = pointsOf(servers.filter(isUsable));

  return {
    nearest(hash, avoid) {
      if (points.length === 0) return undefined;
      const pointAt = (index: number) => points[(index + points.length) % points.length] as Point;
      let index = firstAtOrAfter(points, hash);
      // Distances on the ring, modulo 2³².
      const toBefore = (hash - pointAt(index - 1).at) >>> 0;
      const toNext = (pointAt(index).at - hash) >>> 0;
      if (toBefore <= toNext) index -= 1;
      for (let step = 0; step < points.length; step++) {
        const { server } = pointAt(index + step);
        if (server !== avoid) return server;
      }
      return avoid;
    },
    changed() {
      points = pointsOf(servers.filter(isUsable));
    },
  };
}

/** A server that has less weight keeps the first of its points. */
function pointsOf(servers: readonly Server[]): readonly Point[] {
  const points = servers.flatMap((server) =>
    Array.from({ length: effectiveWeight(server) }, (_, point) => ({
      at: avalanche((server.position + 1) * maxEffectiveWeight + point),
      server,
    })),
  );
  return points.sort((one, other) => one.at - other.at);
}

function firstAtOrAfter(points: readonly Point[], hash: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as Point).at < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}
