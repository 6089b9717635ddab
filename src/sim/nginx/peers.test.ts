import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPeers, type Peer } from './peers.ts';

const peersOf = (weights: readonly number[], rest: Partial<Peer> = {}): Peer[] =>
  weights.map((weight, index) => ({
    component: index,
    link: index,
    address: `192.0.2.${11 + index}:80`,
    weight,
    backup: false,
    maxFails: 1,
    failTimeoutMs: 10_000,
    ...rest,
  }));

const nobody: ReadonlySet<Peer> = new Set();

test('smooth weighted round robin spreads 5:1:1 as 1121311', () => {
  const peers = createPeers(peersOf([5, 1, 1]), () => 0);
  const order = Array.from({ length: 7 }, () => (peers.choose(nobody)?.component ?? -1) + 1);
  assert.equal(order.join(''), '1121311');
});

test('a peer is left out after max_fails failures, and asked once when the pause is over', () => {
  let now = 100;
  const list = peersOf([1, 1], { failTimeoutMs: 3000 });
  const [first, second] = list as [Peer, Peer];
  const peers = createPeers(list, () => now);
  peers.failed(first);
  assert.deepEqual([peers.choose(nobody), peers.choose(nobody)], [second, second]);
  now += 4;
  const asked = [peers.choose(nobody), peers.choose(nobody)];
  assert.equal(asked.filter((peer) => peer === first).length, 1);
});

test('a single peer is never left out', () => {
  const list = peersOf([1]);
  const peers = createPeers(list, () => 0);
  peers.failed(list[0] as Peer);
  assert.equal(peers.choose(nobody), list[0]);
});

test('backups are asked when no other peer is left', () => {
  const [primary, backup] = [...peersOf([1]), ...peersOf([1], { backup: true })] as [Peer, Peer];
  const peers = createPeers([primary, backup], () => 0);
  assert.equal(peers.choose(nobody), primary);
  assert.equal(peers.choose(new Set([primary])), backup);
});
