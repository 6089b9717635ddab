import type { Peer } from './peers.ts';

/** Peers laid out in a row, each as wide as its weight: returns the one at a place from 0 on, counted round and round. */
export function createByWeight(peers: readonly Peer[]): (place: number) => Peer {
  const row = peers.flatMap((peer) => Array.from({ length: peer.weight }, () => peer));
  return (place) => row[place % row.length] as Peer;
}
