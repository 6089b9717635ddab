/** A backend: which of its servers gets the next request. */
import type { Settings } from '../settings.ts';
import { createConsistent } from './consistent.ts';
import { createLeastConn } from './leastconn.ts';
import { createMap } from './map.ts';
import { createRoundRobin } from './roundrobin.ts';
import { isUsable, type Balancer, type Server, type Verdict } from './server.ts';

export interface Backend {
  readonly servers: readonly Server[];
  /** The server for a request with this hash input; `undefined` when no server is usable. */
  choose(key: number, avoid?: Server): Server | undefined;
  /** How many active servers (not backups) are usable. */
  usableActive(): number;
  /** True when the algorithm finds the server from the request alone. */
  readonly hashes: boolean;
  /** Records what the health checks say. */
  judge(server: Server, verdict: Verdict): void;
  /** Adds to the server's connections; a negative number takes away. */
  load(server: Server, change: number): void;
}

export function createBackend(
  servers: readonly Server[],
  settings: Pick<Settings<'haproxy'>, 'balance' | 'hash_type' | 'allbackups'>,
): Backend {
  const create = balancerFor(settings);
  const active = servers.filter(({ backup }) => !backup);
  const backups = servers.filter(({ backup }) => backup);
  const activeBalancer = create(active);
  const backupBalancer = create(backups);
  const balancerOf = (server: Server) => (server.backup ? backupBalancer : activeBalancer);
  const usableActive = () => active.filter(isUsable).length;

  return {
    servers,
    usableActive,
    hashes: settings.balance === 'source',
    choose(key, avoid) {
      if (usableActive() > 0) return activeBalancer.choose(key, avoid);
      // Without `allbackups` the first usable backup gets everything, even what it has just failed.
      if (!settings.allbackups) return backups.find(isUsable);
      return backupBalancer.choose(key, avoid);
    },
    judge(server, verdict) {
      const wasUsable = isUsable(server);
      server.verdict = verdict;
      if (isUsable(server) !== wasUsable) balancerOf(server).changed(server);
    },
    load(server, change) {
      server.connections += change;
      balancerOf(server).loaded?.(server);
    },
  };
}

function balancerFor({
  balance,
  hash_type,
}: Pick<Settings<'haproxy'>, 'balance' | 'hash_type'>): (servers: readonly Server[]) => Balancer {
  switch (balance) {
    case 'roundrobin':
      return createRoundRobin;
    case 'static-rr':
      return (servers) => createMap(servers, 'static-rr');
    case 'leastconn':
      return createLeastConn;
    case 'source':
      return hash_type === 'consistent'
        ? createConsistent
        : (servers) => createMap(servers, 'hash');
  }
}
