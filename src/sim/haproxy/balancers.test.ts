import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConsistent } from './consistent.ts';
import { createLeastConn } from './leastconn.ts';
import { createMap } from './map.ts';
import { createRoundRobin } from './roundrobin.ts';
import type { Balancer, Server } from './server.ts';

const serversOf = (...weights: number[]): Server[] =>
  weights.map((weight, position) => ({
    position,
    component: position,
    link: position,
    configuredWeight: weight,
    backup: false,
    maxconn: 0,
    maxqueue: 0,
    slowstartS: 0,
    verdict: 'up',
    admin: 'ready',
    weight,
    sixteenths: 16,
    places: 0,
    connections: 0,
    queued: 0,
  }));

/** The next `n` choices, servers numbered from 1. */
const sequence = (balancer: Balancer, n: number, avoid?: Server) =>
  Array.from({ length: n }, () => (balancer.choose(() => 0, avoid)?.position ?? -1) + 1).join('');

function take(balancer: Balancer, server: Server, verdict: Server['verdict']) {
  server.verdict = verdict;
  balancer.changed(server);
}

const algorithms = {
  roundrobin: createRoundRobin,
  'static-rr': (servers: Server[]) => createMap(servers, 'static-rr'),
  leastconn: createLeastConn,
  'source, map-based': (servers: Server[]) => createMap(servers, 'hash'),
  'source, consistent': createConsistent,
};

for (const [name, create] of Object.entries(algorithms)) {
  test(`${name} chooses nobody when nobody is usable, and somebody again afterwards`, () => {
    const servers = serversOf(1, 2);
    const balancer = create(servers);
    for (const server of servers) take(balancer, server, 'down');
    assert.equal(
      balancer.choose(() => 7),
      undefined,
    );
    take(balancer, servers[1] as Server, 'up');
    assert.equal(
      balancer.choose(() => 7),
      servers[1],
    );
  });

  test(`${name} takes the server to avoid when there is no other`, () => {
    const servers = serversOf(1);
    assert.equal(
      create(servers).choose(() => 7, servers[0]),
      servers[0],
    );
  });
}

test('roundrobin spreads weights 5:1:1 as 1112113', () => {
  assert.equal(sequence(createRoundRobin(serversOf(5, 1, 1)), 14), '11121131112113');
});

test('roundrobin starts with the heaviest server', () => {
  assert.equal(sequence(createRoundRobin(serversOf(2, 3, 5)), 10), '3231323231');
});

test('roundrobin: a first choice that fails uses up its turn, and the second choice one too', () => {
  const servers = serversOf(1, 1);
  const balancer = createRoundRobin(servers);
  // Server 1 is dead: each request asks it first, again and again, and then lands on server 2.
  for (let request = 0; request < 5; request++) {
    assert.equal(
      balancer.choose(() => 0),
      servers[0],
    );
    assert.equal(
      balancer.choose(() => 0, servers[0]),
      servers[1],
    );
  }
});

test('roundrobin: a server that comes back is not first in line', () => {
  const servers = serversOf(1, 1, 1);
  const balancer = createRoundRobin(servers);
  take(balancer, servers[0] as Server, 'down');
  assert.equal(sequence(balancer, 4), '2323');
  take(balancer, servers[0] as Server, 'up');
  assert.notEqual(
    balancer.choose(() => 0),
    servers[0],
  );
});

test('static-rr walks the table 1323132323 of weights 2:3:5', () => {
  assert.equal(sequence(createMap(serversOf(2, 3, 5), 'static-rr'), 10), '1323132323');
});

test('leastconn rotates while idle, whatever the weights', () => {
  const servers = serversOf(2, 1, 1);
  const balancer = createLeastConn(servers);
  const order = Array.from({ length: 6 }, () => {
    const server = balancer.choose(() => 0) as Server;
    server.connections += 1;
    balancer.loaded?.(server);
    server.connections -= 1;
    balancer.loaded?.(server);
    return server.position + 1;
  });
  assert.deepEqual(order, [1, 2, 3, 1, 2, 3]);
});

test('leastconn gives a server of twice the weight twice the connections', () => {
  const servers = serversOf(2, 1, 1);
  const balancer = createLeastConn(servers);
  for (let request = 0; request < 40; request++) {
    const server = balancer.choose(() => 0) as Server;
    server.connections += 1;
    balancer.loaded?.(server);
  }
  assert.deepEqual(
    servers.map(({ connections }) => connections),
    [20, 10, 10],
  );
});

test('a consistent hash moves the clients of a dead server and nobody else', () => {
  const servers = serversOf(1, 1, 1);
  const balancer = createConsistent(servers);
  const clients = Array.from({ length: 300 }, (_, client) => 0xc6336400 + client);
  const before = clients.map((client) => balancer.choose(() => client));
  take(balancer, servers[1] as Server, 'down');
  clients.forEach((client, index) => {
    const after = balancer.choose(() => client);
    if (before[index] === servers[1]) assert.notEqual(after, servers[1]);
    else assert.equal(after, before[index]);
  });
  take(balancer, servers[1] as Server, 'up');
  assert.deepEqual(
    clients.map((client) => balancer.choose(() => client)),
    before,
  );
});

test('a table of backups is entered where that of the active servers was left, and shares its divisor', () => {
  const withBackups = (...weights: number[]) =>
    serversOf(...weights).map((server, index) => ({ ...server, backup: index > 1 }));
  const goOver = (servers: Server[], choices: number) => {
    const map = createMap(servers, 'static-rr');
    sequence(map, choices);
    for (const server of servers.slice(0, 2)) take(map, server, 'down');
    return sequence(map, 4);
  };
  // The table is 3, 3, 4, and the place after the first is next.
  assert.equal(goOver(withBackups(4, 2, 4, 2), 4), '3433');
  // The table of active servers is 1, 2, 1, 2; that of backups ends before its third place.
  assert.equal(goOver(withBackups(4, 4, 2, 2), 3), '3434');
});
