/**
 * Somebody who watches a primary and promotes a replica when it does not answer, as MaxScale's monitor does with
 * `auto_failover`: https://mariadb.com/kb/en/mariadb-maxscale-2208-mariadb-monitor/ (`monitor_interval`, `failcount`). The
 * monitor is cut off from nobody, asks without delay, and believes nobody but itself (`verify_master_failure` is off).
 */
import type { Network } from '../network.ts';
import type { Peers, Server } from './peers.ts';

const watchers = new WeakMap<Peers, Set<number>>();

/** Starts the monitor of the candidate's primary, unless there is one. It goes on with whoever is promoted. */
export function watchPrimary(network: Network, peers: Peers, candidate: Server): void {
  const { agenda, recorder } = network;
  const { auto_failover, monitor_interval_ms, failcount } = candidate.settings;
  const watched = watchers.get(peers) ?? new Set<number>();
  watchers.set(peers, watched);
  let primary = candidate.io.source;
  if (!auto_failover || primary === undefined || watched.has(primary)) return;
  watched.add(primary);
  let failed = 0;
  check();

  function check() {
    agenda.after(monitor_interval_ms * 1000, () => {
      if (primary !== undefined) ask(primary);
      check();
    });
  }

  function ask(component: number) {
    const before = failed;
    failed = peers.isSeen(component) ? 0 : failed + 1;
    if (failed > 0 || before > 0) {
      recorder.event('primary-check', component, -1, failed, failcount);
    }
    if (failed < failcount) return;
    const replica = mostAdvanced(component);
    if (!replica) return;
    if (replica.settings.fence_failed_primary) peers.at(component)?.setReadOnly(true, 'fenced');
    failed = 0;
    primary = replica.component;
    replica.promote();
  }

  /** The candidate that has received most; of equals, the one that is declared first. */
  function mostAdvanced(component: number): Server | undefined {
    return peers.servers
      .filter(
        ({ io, settings, component: own }) =>
          io.source === component && settings.auto_failover && peers.isSeen(own),
      )
      .reduce<Server | undefined>(
        (best, next) => (best && best.io.received >= next.io.received ? best : next),
        undefined,
      );
  }
}
