/**
 * HAProxy's `balance roundrobin`: every server has a position on an axis of turns and moves on by (total weight / own
 * weight) when it is chosen. Worked out from haproxy 2.6's `lb_fwrr.c` and recorded runs. It is not the smooth algorithm
 * of nginx: 5:1:1 gives 1112113, not 1121311.
 */
import { createOrderedSet } from './ordered-set.ts';
import {
  effectiveWeight,
  isFull,
  isUsable,
  maxEffectiveWeight,
  weightScale,
  type Balancer,
  type Server,
} from './server.ts';

/** Where a server stands: its last and its next turn, and the fraction of a turn carried over. */
interface Place {
  last: number;
  next: number;
  rest: number;
  /** The effective weight that it is counted with; 0 while it gets no turns. */
  weight: number;
}

export function createRoundRobin(servers: readonly Server[]): Balancer {
  const countedWeight = (server: Server) => (isUsable(server) ? effectiveWeight(server) : 0);
  const places = new Map<Server, Place>(
    servers.map((server) => [server, { last: 0, next: 0, rest: 0, weight: countedWeight(server) }]),
  );
  const current = createOrderedSet<Server>();
  /** Servers that have had no turn in this round, and those that have had all of theirs. */
  let fresh = createOrderedSet<Server>();
  let later = createOrderedSet<Server>();
  let totalWeight = servers.reduce((sum, server) => sum + countedWeight(server), 0);
  /** The total when this round began, and the turn it is. */
  let roundWeight = totalWeight;
  let turn = roundWeight;
  for (const server of servers) if (isUsable(server)) queueByWeight(fresh, server);

  function queueByWeight(set: typeof fresh, server: Server) {
    set.insert(server, maxEffectiveWeight - effectiveWeight(server));
  }

  const placeOf = (server: Server) => places.get(server) as Place;

  function queue(server: Server) {
    const place = placeOf(server);
    if (place.next >= 2 * roundWeight || place.next >= roundWeight + totalWeight) {
      place.next -= roundWeight;
      queueByWeight(later, server);
      return;
    }
    const fraction = (maxEffectiveWeight + place.rest - effectiveWeight(server)) / weightScale;
    current.insert(server, 256 * place.next + Math.floor(fraction));
  }

  function leave(server: Server) {
    if (!current.remove(server) && !fresh.remove(server)) later.remove(server);
  }

  function nextInRound(): Server | undefined {
    const due = current.first();
    if (due && placeOf(due).next <= turn) return due;
    const newcomer = fresh.first();
    if (newcomer) Object.assign(placeOf(newcomer), { next: 0, rest: 0 });
    return newcomer ?? due;
  }

  function advance(server: Server) {
    const place = placeOf(server);
    const { weight } = place;
    if (place.next === 0) place.next = turn;
    place.last = place.next;
    place.next += Math.floor(totalWeight / weight);
    place.rest += totalWeight % weight;
    if (place.rest >= weight) {
      place.rest -= weight;
      place.next += 1;
    }
    turn += 1;
  }

  /** Its next turn comes as soon as the new weight allows, and no later than it would have come. */
  function reweigh(server: Server, place: Place) {
    if (fresh.remove(server)) {
      queueByWeight(fresh, server);
      return;
    }
    if (later.remove(server)) place.next += roundWeight;
    else current.remove(server);
    const step = Math.floor(totalWeight / place.weight);
    place.next = Math.min(place.next, place.last + step);
    if (place.next < turn + 2) place.next = turn + step;
    place.rest = 0;
    queue(server);
  }

  function startRound() {
    [fresh, later] = [later, fresh];
    roundWeight = totalWeight;
    turn = roundWeight;
  }

  return {
    choose(_input, avoid) {
      let newRound = false;
      let avoided: Server | undefined;
      let chosen: Server | undefined;
      /** Full or avoided: each loses this turn, and is held aside until the choice is made. */
      const aside: Server[] = [];
      for (;;) {
        const next = nextInRound();
        if (!next) {
          if (newRound) break;
          newRound = true;
          startRound();
          continue;
        }
        advance(next);
        leave(next);
        if (!isFull(next)) {
          if (next !== avoid) {
            chosen = next;
            break;
          }
          avoided = next;
        }
        aside.push(next);
      }
      chosen ??= avoided;
      if (chosen) queue(chosen);
      for (const server of aside.reverse()) {
        if (server === chosen) continue;
        if (newRound) queueByWeight(fresh, server);
        else queue(server);
      }
      return chosen;
    },
    changed(server) {
      const place = placeOf(server);
      const before = place.weight;
      place.weight = countedWeight(server);
      totalWeight += place.weight - before;
      if (place.weight === 0) {
        leave(server);
      } else if (before > 0) {
        reweigh(server, place);
      } else {
        place.next = turn + Math.floor((totalWeight + roundWeight - turn) / place.weight);
        queue(server);
      }
    },
  };
}
