/**
 * Where requests wait in HAProxy: one queue for each server, of those that want this one and no other, and one of the
 * backend, of those that take any. First come, first served. HAProxy 2.6 configuration manual (`maxconn`, `maxqueue`,
 * `timeout queue`) and haproxy 2.6's `queue.c`.
 */
import type { Server } from './server.ts';

export interface Queues<T> {
  /** How many wait for this server alone; for any, without a server. */
  length(server?: Server): number;
  join(waiting: T, server?: Server): void;
  leave(waiting: T, server?: Server): void;
  /** Those who wait for this server alone. */
  at(server: Server): readonly T[];
  /**
   * Who is next at this server: of the heads of its own queue and of the backend's the one that came first, in whole
   * milliseconds; its own at a tie.
   * @param servesBackend False when it may not take from the backend's queue.
   */
  next(server: Server, servesBackend: boolean): T | undefined;
}

/** @param nowUs Tells the time, in µs. */
export function createQueues<T>(servers: readonly Server[], nowUs: () => number): Queues<T> {
  // A Map keeps the order of insertion, and forgets what leaves from the middle.
  const create = () => new Map<T, number>();
  const backend = create();
  const own = new Map(servers.map((server) => [server, create()]));
  const queueOf = (server: Server | undefined) => (server && own.get(server)) ?? backend;
  const count = (server: Server | undefined) => {
    if (server) server.queued = queueOf(server).size;
  };

  return {
    length: (server) => queueOf(server).size,
    at: (server) => [...queueOf(server).keys()],
    join(waiting, server) {
      queueOf(server).set(waiting, Math.floor(nowUs() / 1000));
      count(server);
    },
    leave(waiting, server) {
      queueOf(server).delete(waiting);
      count(server);
    },
    next(server, servesBackend) {
      const [here] = queueOf(server);
      const [anywhere] = servesBackend ? backend : [];
      if (!here || !anywhere) return (here ?? anywhere)?.[0];
      return (here[1] <= anywhere[1] ? here : anywhere)[0];
    },
  };
}
