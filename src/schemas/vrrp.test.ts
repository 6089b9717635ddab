import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSchema } from './run.ts';

const run = {
  duration_ms: 1000,
  seed: 1,
  hosts: [{ id: 'balancer1', title: 'Balancer 1' }],
  components: [
    { id: 'users', kind: 'client', title: 'Users' },
    {
      id: 'address',
      kind: 'virtual-address',
      title: 'Address',
      settings: { advert_int_ms: 2000, preempt: false } as Record<string, unknown>,
    },
    {
      id: 'lb1',
      kind: 'load-balancer',
      software: 'haproxy',
      title: 'HAProxy',
      host: 'balancer1',
      settings: { vrrp_priority: 150, vrrp_state: 'MASTER' },
    },
    {
      id: 'lb2',
      kind: 'load-balancer',
      software: 'nginx',
      title: 'nginx',
      settings: { vrrp_priority: 100 },
    },
    { id: 'web', kind: 'web', title: 'Web', settings: { slowstart_ms: 5000 } },
  ],
  links: [
    { from: 'users', to: 'address' },
    { from: 'address', to: 'lb1' },
    { from: 'address', to: 'lb2' },
    { from: 'lb1', to: 'web' },
    { from: 'lb2', to: 'web' },
  ],
  workload: { mode: 'given', requests: [{ t_ms: 0 }] },
  events: [
    { t_ms: 10, component: 'lb1', action: 'vrrp-kill' },
    { t_ms: 20, component: 'balancer1', action: 'link-down' },
    { t_ms: 30, component: 'web', action: 'weight', value: '50%' as string | number },
  ],
};

/** What is wrong with the run once `change` has been made, as `place: message`. */
function problems(change: (draft: typeof run) => void): string[] {
  const draft = structuredClone(run);
  change(draft);
  const { error } = runSchema.safeParse(draft);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('two load balancers share an address', () => {
  assert.deepEqual(
    problems(() => undefined),
    [],
  );
});

test('a virtual address leads to load balancers', () => {
  const found = problems((draft) => {
    draft.links[2] = { from: 'address', to: 'web' };
    draft.links.push({ from: 'address', to: 'lb2' });
  });
  assert.deepEqual(found, ['links.2.to: of a virtual address must be a load balancer']);
});

test('a virtual address without a load balancer goes nowhere', () => {
  const found = problems((draft) => {
    draft.links = [
      { from: 'users', to: 'lb1' },
      { from: 'lb1', to: 'web' },
    ];
    draft.components.splice(3, 1);
    draft.events = [];
  });
  assert.ok(found.includes('components.1: no link leads from “address” to a load balancer'));
});

test('keepalived runs on load balancers that have a virtual address in front of them', () => {
  const found = problems((draft) => {
    draft.events[0] = { t_ms: 10, component: 'web', action: 'vrrp-kill' };
  });
  assert.deepEqual(found, [
    'events.0.component: of vrrp-kill must be a load balancer that a virtual address leads to',
  ]);
});

test('priorities and intervals keep to their ranges', () => {
  const found = problems((draft) => {
    (draft.components[1] as (typeof run.components)[1]).settings = { advert_int_ms: 500 };
  });
  assert.deepEqual(found, [
    'components.1.settings.advert_int_ms: must be a whole number of milliseconds from 1000 to 255000',
  ]);
});

test('a weight is a number or a part of the configured one', () => {
  const found = problems((draft) => {
    draft.events[2] = { t_ms: 30, component: 'web', action: 'weight', value: 'half' };
  });
  assert.deepEqual(found, [
    "events.2.value: must be a whole number from 0 to 256, or a part of the configured weight such as '50%'",
  ]);
});
