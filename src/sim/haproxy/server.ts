import type { AdminState } from '../run.ts';

/** UP, DOWN, or stopping: UP for open requests, out for new ones. */
export type Verdict = 'up' | 'down' | 'stopping';

/** A server as HAProxy knows it. */
export interface Server {
  /** Its place in the backend, from 0; HAProxy's own `id` is one more. */
  readonly position: number;
  /** Index in `run.components`. */
  readonly component: number;
  /** Index of the link that leads to it. */
  readonly link: number;
  /** As configured, 1 to 256. */
  readonly configuredWeight: number;
  readonly backup: boolean;
  /** Connections that it gets at once; 0 for any number. */
  readonly maxconn: number;
  /** How long it takes to start, in whole seconds; 0 for at once. */
  readonly slowstartS: number;
  /** Requests that may wait for it alone; 0 for any number. */
  readonly maxqueue: number;
  /** What the health checks say. Only a server that is `up` and `ready` gets new requests. */
  verdict: Verdict;
  /** What the administrator says. */
  admin: AdminState;
  /** As configured, until an administrator sets another one: 0 to 256. */
  weight: number;
  /** How much of the weight counts: 16, or fewer while the server starts slowly. */
  sixteenths: number;
  /** Connections that it gets at once by now: `maxconn`, or fewer while it starts slowly. */
  places: number;
  /** Requests that hold a connection to it, or wait to try it again. */
  connections: number;
  /** Requests that wait for it alone. */
  queued: number;
}

/** HAProxy counts weights in sixteenths (`BE_WEIGHT_SCALE` in haproxy 2.6's `backend-t.h`). */
export const weightScale = 16;

/** The largest effective weight: 256 sixteenfold (`SRV_EWGHT_MAX`). */
export const maxEffectiveWeight = 256 * weightScale;

/** A server of weight 0 gets no new requests. */
export const isUsable = ({ verdict, admin, weight }: Server): boolean =>
  verdict === 'up' && admin === 'ready' && weight > 0;

/** Gets nothing any more, not even requests that have been there before. */
export const isStopped = ({ verdict, admin }: Server): boolean =>
  verdict === 'down' || admin === 'maint';

/** A new request would have to wait for it, behind those that do already. */
export const isFull = ({ maxconn, places, queued, connections }: Server): boolean =>
  maxconn > 0 && (queued > 0 || connections >= places);

/** What an algorithm counts with, 0 to 4096. */
export const effectiveWeight = ({ weight, sixteenths }: Server): number => weight * sixteenths;

export type HashInput = () => number;

/** Chooses among the usable servers that it was given: the active ones, or the backups, or the one or the other. */
export interface Balancer {
  /**
   * The server for the next request; `undefined` when none is usable, or all are full. An algorithm that hashes says
   * which server it is, full or not.
   * @param input Gives the request's hash, 0 to 2³² − 1; for `random` another number at each call.
   * @param avoid A server that has just failed this request: taken only when there is no other.
   */
  choose(input: HashInput, avoid?: Server): Server | undefined;
  /** The server has become usable, or has ceased to be, or its effective weight has changed: called once for each change. */
  changed(server: Server): void;
  /** The number of the server's connections has changed. */
  loaded?(server: Server): void;
}
