import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../random.ts';
import { createRandomBalancer } from './random.ts';
import type { Server } from './server.ts';

const serversOf = (...weights: number[]): [Server, ...Server[]] =>
  weights.map((weight, position) => ({
    position,
    component: position,
    link: position,
    configuredWeight: weight,
    backup: false,
    maxconn: 0,
    slowstartS: 0,
    maxqueue: 0,
    verdict: 'up',
    admin: 'ready',
    weight,
    sixteenths: 16,
    places: 0,
    connections: 0,
    queued: 0,
  })) as [Server, ...Server[]];

const random = createRandom(1, 'test');
const input = () => random() * 4294967296;

function shares(servers: readonly Server[], n = 4000): number[] {
  const balancer = createRandomBalancer(servers);
  const counts = servers.map(() => 0);
  for (let request = 0; request < n; request++) {
    const chosen = balancer.choose(input)?.position ?? 0;
    counts[chosen] = (counts[chosen] ?? 0) + 1;
  }
  return counts.map((count) => count / n);
}

test('a server of three times the weight is drawn about three times as often', () => {
  const [heavy = 0] = shares(serversOf(3, 1));
  assert.ok(heavy > 0.68 && heavy < 0.82, `${heavy}`);
});

test('a busy server is taken only when both draws name it', () => {
  const servers = serversOf(1, 1);
  servers[0].connections = 10;
  const [busy = 0] = shares(servers);
  assert.ok(busy > 0.15 && busy < 0.4, `${busy}`);
});

test('connections count by weight', () => {
  const servers = serversOf(4, 1);
  servers[0].connections = 3;
  (servers[1] as Server).connections = 1;
  const [heavy = 0] = shares(servers);
  assert.ok(heavy > 0.9, `${heavy}`);
});

test('nobody is chosen when the one chosen is full', () => {
  const [server] = serversOf(1);
  const full = { ...server, maxconn: 1, connections: 1 };
  assert.equal(createRandomBalancer([full]).choose(input), undefined);
});
