import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import { allModules } from '#sim/all-modules.ts';
import {
  carriesRequests,
  type Component,
  type GivenRequest,
  type Link,
  type Run,
} from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { observedAt } from './observer-state.ts';

const component = (id: string, kind: Component['kind']): Component => ({ id, kind, title: id });

/** Each component has a link that carries no HTTP before those that do. */
const links: readonly Link[] = [
  { from: 'users', to: 'dns', carries: 'queries' },
  { from: 'monitor', to: 'lb', carries: 'polls' },
  { from: 'users', to: 'lb' },
  { from: 'scanner', to: 'lb' },
  { from: 'lb', to: 'web1' },
  { from: 'lb', to: 'web2' },
  { from: 'agent', to: 'monitor', carries: 'metrics' },
  { from: 'web1', to: 'app1' },
  { from: 'web2', to: 'app2' },
  { from: 'app1', to: 'code', carries: 'files' },
  { from: 'app1', to: 'db2', carries: 'reads' },
  { from: 'app1', to: 'db1', carries: 'writes' },
  { from: 'app2', to: 'db2', carries: 'reads' },
  { from: 'app2', to: 'db1', carries: 'writes' },
  { from: 'db1', to: 'db2', carries: 'replication' },
];

const run: Run = {
  duration_ms: 5000,
  seed: 1,
  hosts: [],
  components: [
    {
      ...component('dns', 'dns'),
      records: [{ name: 'www.foobar.com', type: 'A', value: '203.0.113.10', ttl_s: 60 }],
    },
    component('users', 'client'),
    component('scanner', 'client'),
    { ...component('lb', 'load-balancer'), software: 'haproxy', address: '203.0.113.10:80' },
    component('web1', 'web'),
    component('web2', 'web'),
    component('app1', 'app'),
    component('app2', 'app'),
    component('code', 'files'),
    component('db1', 'database'),
    component('db2', 'database'),
    component('agent', 'collector'),
    component('monitor', 'monitor'),
  ],
  links,
  workload: { mode: 'given', requests: [] },
  events: [],
};

/** The hops that are listed for the last of these requests. */
function hopsOf(...requests: readonly Omit<GivenRequest, 't_ms'>[]): readonly string[] {
  const given = requests.map((request, index) => ({ ...request, t_ms: 1000 + 500 * index }));
  const trace = simulate({ ...run, workload: { mode: 'given', requests: given } }, allModules);
  const { hops } = observedAt(trace, 4_000_000);
  return hops.map(({ link }) => `${links[link]?.from} ${links[link]?.to}`);
}

test('the hops are those that carry the request as HTTP, whatever links come first', () => {
  assert.deepEqual(hopsOf({ write: false }), ['users lb', 'lb web1', 'web1 app1']);
  assert.deepEqual(hopsOf({ write: true }), ['users lb', 'lb web1', 'web1 app1']);
});

test('the hops go by way of the server that has the request', () => {
  assert.deepEqual(hopsOf({}, {}), ['users lb', 'lb web2', 'web2 app2']);
});

test('the hops begin at the client that has sent the request', () => {
  assert.deepEqual(hopsOf({ from: 'scanner' }).at(0), 'scanner lb');
});

for (const { id, data } of readFolder('src/content/scenarios', scenarioSchema)) {
  if (data.figure.panels?.includes('observer') !== true) continue;
  test(`${id}: every hop that an observer is shown carries requests, from a client to a server`, () => {
    const trace = simulate(data.run, allModules);
    const kinds = new Map(data.run.components.map((each) => [each.id, each.kind]));
    for (let tUs = 0; tUs <= trace.endUs; tUs += 500_000) {
      const ways = observedAt(trace, tUs).hops.map(({ link }) => data.run.links[link]);
      assert.ok(ways.length > 0);
      assert.equal(kinds.get(ways[0]?.from ?? ''), 'client');
      for (const way of ways) {
        assert.ok(way && carriesRequests(way), `${way?.from} ${way?.to}`);
        assert.notEqual(kinds.get(way.to), 'database');
      }
    }
  });
}
