import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConsistentHash } from './consistent-hash.ts';
import { createHash } from './hash.ts';
import { createIpHash } from './ip-hash.ts';
import { createPeers, type Peer, type Peers } from './peers.ts';
import type { Selection } from './selection.ts';

const peersOf = (...weights: number[]): Peer[] =>
  weights.map((weight, index) => ({
    component: index,
    link: index,
    address: `192.0.2.${11 + index}:80`,
    weight,
    backup: false,
    maxFails: 1,
    failTimeoutMs: 10_000,
  }));

const nobody: ReadonlySet<Peer> = new Set();
const addresses = Array.from({ length: 300 }, (_, client) => (client * 65_537) >>> 0);

/** Begins the selection for each of 300 clients or keys. */
const methods: Record<string, (list: readonly Peer[], peers: Peers) => Selection[]> = {
  ip_hash: (list, peers) => addresses.map(createIpHash(list, peers)),
  hash: (list, peers) => addresses.map((address) => createHash(list, peers)(`/${address}`)),
  'hash consistent': (list, peers) =>
    addresses.map((address) => createConsistentHash(list, peers)(`/${address}`)),
};

for (const [name, start] of Object.entries(methods)) {
  test(`${name}: who has a living peer keeps it when another one fails`, () => {
    const list = peersOf(1, 1, 1);
    const peers = createPeers(list, () => 100);
    const before = start(list, peers).map((select) => select(nobody));
    peers.failed(list[1] as Peer);
    const after = start(list, peers).map((select) => select(nobody));
    before.forEach((peer, client) => {
      if (peer === list[1]) assert.notEqual(after[client], list[1]);
      else assert.equal(after[client], peer);
    });
  });

  test(`${name} spreads clients by weight`, () => {
    const list = peersOf(2, 1, 1);
    const chosen = start(
      list,
      createPeers(list, () => 0),
    ).map((select) => select(nobody));
    const share = chosen.filter((peer) => peer === list[0]).length / chosen.length;
    assert.ok(share > 0.35 && share < 0.65, `${share}`);
  });

  test(`${name}: a request that has tried a peer gets another one, and nobody when all are tried`, () => {
    const list = peersOf(1, 1);
    const peers = createPeers(list, () => 0);
    const [select] = start(list, peers);
    const first = select?.(nobody) as Peer;
    const second = select?.(new Set([first])) as Peer;
    assert.notEqual(second, first);
    assert.equal(select?.(new Set(list)), undefined);
  });
}

test('ip_hash looks at the first three octets only', () => {
  const list = peersOf(1, 1, 1);
  const start = createIpHash(
    list,
    createPeers(list, () => 0),
  );
  for (const address of addresses) {
    assert.equal(start(address | 0xff)(nobody), start(address & ~0xff)(nobody));
  }
});
