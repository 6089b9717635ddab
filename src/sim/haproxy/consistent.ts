/** HAProxy's `hash-type consistent`: the server whose point on the ring is nearest to the request's hash. */
import { createRing } from './ring.ts';
import type { Balancer, Server } from './server.ts';

export function createConsistent(servers: readonly Server[]): Balancer {
  const ring = createRing(servers);
  return {
    choose: (input, avoid) => ring.nearest(input(), avoid),
    changed: ring.changed,
  };
}
