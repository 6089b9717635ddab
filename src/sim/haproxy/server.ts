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
  /** 1 to 256. */
  readonly weight: number;
  readonly backup: boolean;
  /** What the health checks say. Only a server that is `up` gets new requests. */
  verdict: Verdict;
  /** Requests that hold a connection to it, or wait to try it again. */
  connections: number;
}

/** HAProxy counts weights in sixteenths (`BE_WEIGHT_SCALE` in haproxy 2.6's `backend-t.h`). */
export const weightScale = 16;

/** The largest effective weight: 256 sixteenfold (`SRV_EWGHT_MAX`). */
export const maxEffectiveWeight = 256 * weightScale;

export const isUsable = (server: Server): boolean => server.verdict === 'up';

export const effectiveWeight = (server: Server): number => server.weight * weightScale;

/** Chooses among the usable servers of one group: the active ones, or the backups. */
export interface Balancer {
  /**
   * The server for the next request; `undefined` when none is usable.
   * @param key The request's hash input.
   * @param avoid A server that has just failed this request: taken only when there is no other.
   */
  choose(key: number, avoid?: Server): Server | undefined;
  /** The server has become usable, or has ceased to be: called once for each change. */
  changed(server: Server): void;
  /** The number of connections of the server has changed. */
  loaded?(server: Server): void;
}
