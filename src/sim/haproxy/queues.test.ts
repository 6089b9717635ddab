import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQueues } from './queues.ts';
import type { Server } from './server.ts';

const server = (): Server => ({
  position: 0,
  component: 0,
  link: 0,
  configuredWeight: 1,
  backup: false,
  maxconn: 1,
  maxqueue: 0,
  slowstartS: 0,
  verdict: 'up',
  admin: 'ready',
  weight: 1,
  sixteenths: 16,
  places: 1,
  connections: 1,
  queued: 0,
});

function setUp() {
  const web = server();
  let nowUs = 0;
  const queues = createQueues<string>([web], () => nowUs);
  return {
    web,
    queues,
    waitUs: (us: number) => {
      nowUs += us;
    },
  };
}

test('of both queues the one who came first is next', () => {
  const { web, queues, waitUs } = setUp();
  queues.join('any');
  waitUs(2000);
  queues.join('own', web);
  assert.equal(queues.next(web, true), 'any');
  assert.equal(queues.next(web, false), 'own');
});

test('within the same millisecond the server’s own queue goes first', () => {
  const { web, queues, waitUs } = setUp();
  queues.join('any');
  waitUs(900);
  queues.join('own', web);
  assert.equal(queues.next(web, true), 'own');
});

test('who leaves from the middle is forgotten', () => {
  const { web, queues } = setUp();
  for (const name of ['a', 'b', 'c']) queues.join(name, web);
  queues.leave('b', web);
  assert.deepEqual(queues.at(web), ['a', 'c']);
  assert.equal(web.queued, 2);
});
