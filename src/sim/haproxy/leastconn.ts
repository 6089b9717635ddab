/**
 * HAProxy's `balance leastconn`: the server with the fewest connections for its weight; among equals the one that has
 * been equal for longest, so that an idle backend rotates, whatever its weights. Worked out from haproxy 2.6's
 * `lb_fwlc.c` and recorded runs.
 */
import { createOrderedSet } from './ordered-set.ts';
import {
  effectiveWeight,
  isUsable,
  maxEffectiveWeight,
  type Balancer,
  type Server,
} from './server.ts';

/** Up to `maxqueue` requests may wait at the server itself, none where it is not set. */
const hasRoom = ({ maxconn, places, maxqueue, connections, queued }: Server): boolean =>
  maxconn === 0 || connections + queued < places + maxqueue;

export function createLeastConn(servers: readonly Server[]): Balancer {
  const set = createOrderedSet<Server>();
  const keys = new Map<Server, number>();
  for (const server of servers) if (isUsable(server)) insert(server);

  function keyOf(server: Server): number {
    const inFlight = server.connections + server.queued;
    if (inFlight === 0) return 0;
    const load = (inFlight + 1) * maxEffectiveWeight;
    return Math.floor(load / effectiveWeight(server));
  }

  function insert(server: Server) {
    const key = keyOf(server);
    keys.set(server, key);
    set.insert(server, key);
  }

  return {
    choose(_input, avoid) {
      const open = set.items().filter(hasRoom);
      return open.find((server) => server !== avoid) ?? open[0];
    },
    changed(server) {
      set.remove(server);
      if (isUsable(server)) insert(server);
    },
    loaded(server) {
      if (!isUsable(server) || keyOf(server) === keys.get(server)) return;
      set.remove(server);
      insert(server);
    },
  };
}
