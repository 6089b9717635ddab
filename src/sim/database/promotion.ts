/**
 * A replica becomes the primary, in an operator's four steps: STOP SLAVE IO_THREAD, wait until the relay log is applied,
 * RESET SLAVE ALL, SET GLOBAL read_only = 0. Then the other replicas of the old primary get the new one as their source.
 */
import type { Network } from '../network.ts';
import type { Peers, Server } from './peers.ts';

export interface Promotion {
  begin(server: Server): void;
}

export function createPromotion(network: Network, peers: Peers): Promotion {
  const { recorder, promoted } = network;
  let isUnderWay = false;

  function finish(server: Server) {
    const { component, io } = server;
    const former = io.source;
    isUnderWay = false;
    io.changeSource(undefined);
    server.setReadOnly(false, 'promoted');
    promoted.push(component);
    recorder.event('promotion', component, -1, 1);
    if (former === undefined) return;
    peers.succeed(former, component);
    for (const other of peers.servers) {
      if (other.component !== component && other.io.source === former) follow(other, component);
    }
  }

  return {
    begin(server) {
      const { component, io, applier } = server;
      if (isUnderWay || !peers.isAlive(component)) return;
      isUnderWay = true;
      recorder.event('promotion', component, -1, 0);
      if (io.source !== undefined) io.stop();
      applier.finish(() => {
        finish(server);
      });
    },
  };
}

/** CHANGE MASTER TO: what a replica has received and not applied is forgotten, and read again from its new source. */
export function follow({ applier, io }: Server, source: number): void {
  applier.purge();
  io.changeSource(source);
  io.start();
}
