/** A backend: which of its servers gets the next request. */
import type { AdminState } from '../run.ts';
import type { Settings } from '../settings.ts';
import { createConsistent } from './consistent.ts';
import { createLeastConn } from './leastconn.ts';
import { createMap } from './map.ts';
import { createRandomBalancer } from './random.ts';
import { createRoundRobin } from './roundrobin.ts';
import {
  effectiveWeight,
  isUsable,
  type Balancer,
  type HashInput,
  type Server,
  type Verdict,
} from './server.ts';

export interface Backend {
  /** The server for a request with this hash input; `undefined` when no server is usable, or all are full. */
  choose(input: HashInput, avoid?: Server): Server | undefined;
  /** Whether there is a server for new requests, be it full. */
  isUsable(): boolean;
  /** How many active servers (not backups) are usable. */
  usableActive(): number;
  /** Whether new requests may go to this server. */
  serves(server: Server): boolean;
  /** True when the algorithm finds the server from the request alone. */
  readonly hashes: boolean;
  /** True when the algorithm gives turns, so that nobody may overtake those who wait for theirs. */
  readonly takesTurns: boolean;
  /** True when the algorithm can work with other weights than those that it began with (`BE_LB_PROP_DYN`). */
  readonly isDynamic: boolean;
  /** Records what the health checks say. */
  judge(server: Server, verdict: Verdict): void;
  /** Records what the administrator says. */
  administer(server: Server, state: AdminState): void;
  /** Changes what decides its effective weight. */
  weigh(server: Server, weights: Partial<Pick<Server, 'weight' | 'sixteenths'>>): void;
  /** Adds to the server's connections; a negative number takes away. */
  load(server: Server, change: number): void;
}

type BackendSettings = Pick<Settings<'haproxy'>, 'balance' | 'hash_type' | 'allbackups'>;

export function createBackend(servers: readonly Server[], settings: BackendSettings): Backend {
  const create = balancerFor(settings);
  const { balance, hash_type, allbackups } = settings;
  const looksUp = balance === 'source' || balance === 'uri';
  const active = servers.filter(({ backup }) => !backup);
  const backups = servers.filter(({ backup }) => backup);
  const isMapped = balance === 'static-rr' || (looksUp && hash_type === 'map-based');
  const activeBalancer = create(isMapped ? servers : active);
  const backupBalancer = isMapped ? activeBalancer : create(backups);
  const balancerOf = (server: Server) => (server.backup ? backupBalancer : activeBalancer);
  const countActive = () => active.filter(isUsable).length;
  let usableActive = countActive();

  function change(server: Server, update: () => void) {
    const wasUsable = isUsable(server);
    const weightBefore = effectiveWeight(server);
    update();
    if (isUsable(server) === wasUsable && effectiveWeight(server) === weightBefore) return;
    usableActive = countActive();
    balancerOf(server).changed(server);
  }

  return {
    usableActive: () => usableActive,
    isUsable: () => usableActive > 0 || backups.some(isUsable),
    hashes: looksUp,
    takesTurns: balance === 'roundrobin' || balance === 'static-rr',
    isDynamic: !isMapped,
    choose(input, avoid) {
      if (usableActive > 0) return activeBalancer.choose(input, avoid);
      // Without `allbackups` the first usable backup gets everything, even what it has just failed.
      if (!allbackups) return backups.find(isUsable);
      return backupBalancer.choose(input, avoid);
    },
    serves(server) {
      if (!isUsable(server)) return false;
      if (!server.backup) return true;
      return usableActive === 0 && (allbackups || backups.find(isUsable) === server);
    },
    judge(server, verdict) {
      change(server, () => {
        server.verdict = verdict;
      });
    },
    administer(server, state) {
      change(server, () => {
        server.admin = state;
      });
    },
    weigh(server, weights) {
      change(server, () => {
        Object.assign(server, weights);
      });
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
}: BackendSettings): (servers: readonly Server[]) => Balancer {
  switch (balance) {
    case 'roundrobin':
      return createRoundRobin;
    case 'static-rr':
      return (servers) => createMap(servers, 'static-rr');
    case 'leastconn':
      return createLeastConn;
    case 'random':
      return createRandomBalancer;
    case 'source':
    case 'uri':
      return hash_type === 'consistent'
        ? createConsistent
        : (servers) => createMap(servers, 'hash');
  }
}
