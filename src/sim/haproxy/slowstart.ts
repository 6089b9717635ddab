/**
 * HAProxy's `slowstart`: a server that comes back, from being DOWN or from maintenance but not from drain, gets its full
 * weight and its `maxconn` little by little. HAProxy 2.6 configuration manual (`slowstart`), haproxy 2.6's
 * `server_recalc_eweight` and `srv_dynamic_maxconn`, and recorded runs. The weight is computed anew every second: the
 * source wants a twentieth of the whole time if that is longer, but divides seconds where it means milliseconds.
 */
import type { Agenda } from '../agenda.ts';
import { weightScale, type Server } from './server.ts';

const secondUs = 1_000_000;

/** How much of a server counts. */
export type Share = Pick<Server, 'sixteenths' | 'places'>;

/** What of the server counts `elapsedS` seconds, whole ones, after it has come back. */
export function shareAfter(
  elapsedS: number,
  { slowstartS, maxconn }: Pick<Server, 'slowstartS' | 'maxconn'>,
  isDynamic: boolean,
): Share {
  if (elapsedS >= slowstartS) return { sixteenths: weightScale, places: maxconn };
  const percent = Math.floor((100 * elapsedS) / slowstartS);
  return {
    sixteenths: isDynamic
      ? Math.floor((weightScale * elapsedS + slowstartS) / slowstartS)
      : weightScale,
    places: maxconn === 0 ? 0 : Math.max(1, Math.floor((maxconn * percent) / 100)),
  };
}

export interface SlowStart {
  /** The server comes back now. */
  begin(server: Server): void;
  /** It is gone again. */
  end(server: Server): void;
}

export interface SlowStartEvents {
  /** So much of the server counts from now on. */
  share(server: Server, share: Share): void;
  /** It counts for more than before, without having changed otherwise. */
  grown(server: Server): void;
  /** All of it counts. */
  full(server: Server): void;
}

/** @param isDynamic False for an algorithm that cannot change weights: then only `maxconn` grows. */
export function createSlowStart(
  agenda: Agenda,
  isDynamic: boolean,
  events: SlowStartEvents,
): SlowStart {
  /** How often each server has come or gone, so that a timer set earlier knows that it is stale. */
  const turns = new Map<Server, number>();

  function next(server: Server): number {
    const turn = (turns.get(server) ?? 0) + 1;
    turns.set(server, turn);
    return turn;
  }

  function arm(server: Server, elapsedS: number, turn: number) {
    agenda.after(secondUs, () => {
      if (turns.get(server) !== turn) return;
      events.share(server, shareAfter(elapsedS, server, isDynamic));
      if (elapsedS < server.slowstartS) arm(server, elapsedS + 1, turn);
      else events.full(server);
      events.grown(server);
    });
  }

  return {
    begin(server) {
      if (server.slowstartS === 0) return;
      events.share(server, shareAfter(0, server, isDynamic));
      arm(server, 1, next(server));
    },
    end(server) {
      next(server);
    },
  };
}
