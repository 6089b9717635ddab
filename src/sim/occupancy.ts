/**
 * Who is at a stage: told by the events of the stage alone, since a request may go on there after its client has had an
 * error for an answer.
 */
import type { EventKind } from './trace.ts';

export interface Occupancy {
  /** Requests that hold a worker, and requests that wait for one. */
  readonly held: Set<number>;
  readonly queued: Set<number>;
  /** Workers that will not finish while the stage hangs. */
  stuck: number;
  /** Requests that it has served, well or badly. */
  served: number;
}

export const emptyOccupancy = (): Occupancy => ({
  held: new Set(),
  queued: new Set(),
  stuck: 0,
  served: 0,
});

export const copyOccupancy = (occupancy: Occupancy): Occupancy => ({
  ...occupancy,
  held: new Set(occupancy.held),
  queued: new Set(occupancy.queued),
});

/** Follows one event at the stage. */
export function occupy(stage: Occupancy, kind: EventKind, request: number): void {
  switch (kind) {
    case 'queue':
      stage.queued.add(request);
      break;
    case 'start':
      stage.queued.delete(request);
      stage.held.add(request);
      break;
    case 'hung':
      if (stage.held.delete(request)) stage.stuck += 1;
      break;
    case 'reply':
      if (stage.held.delete(request)) stage.served += 1;
      break;
    case 'lost':
    case 'reset':
      stage.held.delete(request);
      stage.queued.delete(request);
      break;
    default:
  }
}

/** The stage's process has ended: nobody is left in it. */
export function vacate(stage: Occupancy): void {
  stage.held.clear();
  stage.queued.clear();
  stage.stuck = 0;
}
