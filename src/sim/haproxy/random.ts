/**
 * HAProxy's `balance random(2)`: two random points on the ring, so that a server is drawn as often as its weight says;
 * of their servers the one with fewer connections for its weight, the second at a tie. When that one is full the request
 * waits for any server. HAProxy 2.6 configuration manual (`balance random`) and haproxy 2.6's `backend.c`.
 */
import { createRing } from './ring.ts';
import { effectiveWeight, isFull, type Balancer, type Server } from './server.ts';

export const draws = 2;

export function createRandomBalancer(servers: readonly Server[]): Balancer {
  const ring = createRing(servers);
  return {
    choose(input, avoid) {
      let best: Server | undefined;
      for (let draw = 0; draw < draws; draw++) {
        const drawn = ring.nearest(input(), avoid);
        if (!best || (drawn && !isBusier(drawn, best))) best = drawn;
      }
      return best && !isFull(best) ? best : undefined;
    },
    changed: ring.changed,
  };
}

const isBusier = (one: Server, other: Server): boolean =>
  one.connections * effectiveWeight(other) > other.connections * effectiveWeight(one);
