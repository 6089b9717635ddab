import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Component, Run } from '#sim/run.ts';
import { configFiles } from './writer.ts';
import { keepalivedConfig, writers } from './keepalived.ts';

type Settings = NonNullable<Component['settings']>;

const runWith = (address: Settings, lb1: Settings = {}): Run => ({
  duration_ms: 1000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'users', kind: 'client', title: 'Users' },
    { id: 'vip', kind: 'virtual-address', title: 'www', settings: address },
    { id: 'lb1', kind: 'load-balancer', title: 'lb 1', software: 'haproxy', settings: lb1 },
    { id: 'lb2', kind: 'load-balancer', title: 'lb 2', software: 'nginx' },
    { id: 'inner', kind: 'load-balancer', title: 'inner', software: 'nginx' },
    { id: 'web', kind: 'web', title: 'web' },
  ],
  links: [
    { from: 'users', to: 'vip' },
    { from: 'vip', to: 'lb1' },
    { from: 'vip', to: 'lb2' },
    { from: 'lb1', to: 'inner' },
    { from: 'lb2', to: 'inner' },
    { from: 'inner', to: 'web' },
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate: 20 },
  events: [],
});

const textOf = (...args: Parameters<typeof runWith>) =>
  keepalivedConfig(runWith(...args), 'lb1')
    .map(({ text }) => text)
    .join('\n');

test('a router says its priority and what all of them must agree on', () => {
  assert.equal(
    textOf({ advert_int_ms: 2000 }, { vrrp_priority: 150, vrrp_state: 'MASTER' }),
    `global_defs {
    vrrp_version 2
    vrrp_garp_master_delay 5
}

vrrp_instance VIP {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    advert_int 2
    virtual_ipaddress {
        203.0.113.10/24
    }
}`,
  );
});

test('what contradicts itself is not written', () => {
  const both = textOf({ preempt: false, preempt_delay_ms: 5000 });
  assert.match(both, /nopreempt/);
  assert.doesNotMatch(both, /preempt_delay/);
  const master = textOf({ preempt: false, preempt_delay_ms: 5000 }, { vrrp_state: 'MASTER' });
  assert.doesNotMatch(master, /preempt/);
  assert.match(textOf({ preempt_delay_ms: 1500 }), /preempt_delay 1\.5/);
});

test('each load balancer that has a virtual address in front of it has a file', () => {
  assert.deepEqual(
    configFiles(runWith({}), writers).map(({ name }) => name),
    ['keepalived.conf · lb 1', 'keepalived.conf · lb 2'],
  );
});
