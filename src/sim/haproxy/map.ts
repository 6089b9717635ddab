/**
 * HAProxy's table of servers: `balance static-rr` walks it, hashing with `hash-type map-based` looks into it.
 * It is built anew whenever a server goes or comes. A backend has one: when no active server is usable it is a table of
 * backups, which is entered where the other one was left. Worked out from haproxy 2.6's `lb_map.c` and recorded runs.
 */
import { isFull, isUsable, type Balancer, type Server } from './server.ts';

/** @param servers All of the backend: the weights of backups count when those of active servers are divided. */
export function createMap(servers: readonly Server[], look: 'static-rr' | 'hash'): Balancer {
  const divisor =
    servers.map(({ configuredWeight }) => configuredWeight).reduce(greatestCommonDivisor, 0) || 1;
  let table = buildTable();
  let next = 0;

  /** Each place goes to the server whose score has grown most above the total, the first declared at a tie. */
  function buildTable(): readonly Server[] {
    const all = servers.filter(isUsable);
    const active = all.filter(({ backup }) => !backup);
    const usable = active.length > 0 ? active : all;
    const total = usable.reduce((sum, { weight }) => sum + weight / divisor, 0);
    const scores = usable.map(() => 0);
    return Array.from({ length: total }, () => {
      let best = 0;
      let bestTurns = 0;
      usable.forEach(({ weight }, index) => {
        const score = (scores[index] ?? 0) + weight / divisor;
        scores[index] = score;
        const turns = Math.floor((score + total) / total);
        if (turns > bestTurns) {
          bestTurns = turns;
          best = index;
        }
      });
      scores[best] = (scores[best] ?? 0) - total;
      return usable[best] as Server;
    });
  }

  /** Full servers are passed over, and so is the one to avoid as long as there is another. */
  function walk(avoid?: Server): Server | undefined {
    // A table that has become shorter is entered at its start.
    const start = next < table.length ? next : 0;
    let avoided: Server | undefined;
    for (let step = 0; step < table.length; step++) {
      const place = (start + step) % table.length;
      const server = table[place] as Server;
      if (isFull(server)) continue;
      next = place + 1;
      if (server !== avoid) return server;
      avoided = server;
    }
    return avoided;
  }

  return {
    choose:
      look === 'static-rr'
        ? (_input, avoid) => walk(avoid)
        : (input) => table[input() % table.length],
    changed() {
      table = buildTable();
    },
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
