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

/** Where a server stands: its next turn, and the fraction of a turn carried over. */
interface Place {
  next: number;
  rest: number;
}

export function createRoundRobin(servers: readonly Server[]): Balancer {
  const places = new Map<Server, Place>(servers.map((server) => [server, { next: 0, rest: 0 }]));
  const current = createOrderedSet<Server>();
  /** Servers that have had no turn in this round, and those that have had all of theirs. */
  let fresh = createOrderedSet<Server>();
  let later = createOrderedSet<Server>();
  let totalWeight = servers
    .filter(isUsable)
    .reduce((sum, server) => sum + effectiveWeight(server), 0);
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
    const weight = effectiveWeight(server);
    if (place.next === 0) place.next = turn;
    place.next += Math.floor(totalWeight / weight);
    place.rest += totalWeight % weight;
    if (place.rest >= weight) {
      place.rest -= weight;
      place.next += 1;
    }
    turn += 1;
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
      const weight = effectiveWeight(server);
      if (!isUsable(server)) {
        leave(server);
        totalWeight -= weight;
        return;
      }
      totalWeight += weight;
      placeOf(server).next = turn + Math.floor((totalWeight + roundWeight - turn) / weight);
      queue(server);
    },
  };
}
