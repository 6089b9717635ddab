/** How nginx finds the peers for a request: by turns, or by a hash that goes on until it meets one that can be had. */
import type { Requests } from '../requests.ts';
import type { Settings } from '../settings.ts';
import { createConsistentHash } from './consistent-hash.ts';
import { createHash } from './hash.ts';
import { createIpHash } from './ip-hash.ts';
import type { Peer, Peers } from './peers.ts';
import type { Selection } from './selection.ts';

/** @returns Begins the selection for a request. */
export function createSelection(
  { balance }: Pick<Settings<'nginx'>, 'balance'>,
  list: readonly Peer[],
  peers: Peers,
  { addressOf, pathOf }: Requests,
): (request: number) => Selection {
  if (balance === 'smooth-wrr' || peers.isSingle) return () => peers.choose;
  switch (balance) {
    case 'ip_hash': {
      const start = createIpHash(list, peers);
      return (request) => start(addressOf(request));
    }
    case 'hash': {
      const start = createHash(list, peers);
      return (request) => start(pathOf(request));
    }
    case 'hash-consistent': {
      const start = createConsistentHash(list, peers);
      return (request) => start(pathOf(request));
    }
  }
}
