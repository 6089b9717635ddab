import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFilter, type Packet } from './filter.ts';
import { packRule, unpackRule, type Chain } from './rules.ts';

const syn = (port: number, from = 'users'): Packet => ({
  state: 'new',
  protocol: 'tcp',
  port,
  isFrom: (source) => source === from,
});
const verdict = (chains: readonly Chain[], packet: Packet) =>
  createFilter(chains)(packet, 0).verdict;

test('the first rule that matches decides', () => {
  const accept = { verdict: 'accept', ports: [443] } as const;
  const drop = { verdict: 'drop', ports: ['1-1024'] } as const;
  assert.equal(verdict([{ policy: 'accept', rules: [accept, drop] }], syn(443)), 'accept');
  assert.equal(verdict([{ policy: 'accept', rules: [drop, accept] }], syn(443)), 'drop');
});

test('what no rule matches is for the policy', () => {
  assert.equal(verdict([{ policy: 'drop', rules: [] }], syn(80)), 'drop');
  assert.deepEqual(createFilter([{ policy: 'accept', rules: [] }])(syn(80), 0), {
    verdict: 'accept',
    deciders: [packRule(0, -1)],
  });
});

test('an accept in one chain does not protect from a drop in a later one', () => {
  const chains: readonly Chain[] = [
    { policy: 'drop', rules: [{ verdict: 'accept', ports: [80, 443] }] },
    { policy: 'accept', rules: [{ verdict: 'drop', ports: [80] }] },
  ];
  assert.equal(verdict(chains, syn(443)), 'accept');
  const { verdict: last, deciders } = createFilter(chains)(syn(80), 0);
  assert.equal(last, 'drop');
  assert.deepEqual(deciders.map(unpackRule), [
    { chain: 0, rule: 0 },
    { chain: 1, rule: 0 },
  ]);
});

test('a rule matches when everything that it names does', () => {
  const rules = [{ verdict: 'accept', from: ['lb'], ports: [3306], state: 'new' }] as const;
  const chains: readonly Chain[] = [{ policy: 'drop', rules }];
  assert.equal(verdict(chains, syn(3306, 'lb')), 'accept');
  assert.equal(verdict(chains, syn(3306, 'scanner')), 'drop');
  assert.equal(verdict(chains, syn(443, 'lb')), 'drop');
  assert.equal(verdict(chains, { ...syn(3306, 'lb'), state: 'established' }), 'drop');
  assert.equal(verdict(chains, { ...syn(3306, 'lb'), protocol: 'udp' }), 'drop');
});

test('`not_from` is anybody else', () => {
  const chains: readonly Chain[] = [
    { policy: 'accept', rules: [{ verdict: 'drop', not_from: ['lb'], ports: [3306] }] },
  ];
  assert.equal(verdict(chains, syn(3306, 'lb')), 'accept');
  assert.equal(verdict(chains, syn(3306, 'users')), 'drop');
});

test('ports are TCP’s unless the rule names another protocol, and a TCP reset is for TCP', () => {
  const dns: readonly Chain[] = [{ policy: 'drop', rules: [{ verdict: 'accept', ports: [53] }] }];
  assert.equal(verdict(dns, { ...syn(53), protocol: 'udp' }), 'drop');
  const reset: readonly Chain[] = [
    { policy: 'drop', rules: [{ verdict: 'reject', reject_with: 'tcp-reset' }] },
  ];
  assert.equal(verdict(reset, syn(80)), 'tcp-reset');
  assert.equal(verdict(reset, { ...syn(80), protocol: 'icmp', port: undefined }), 'drop');
});

test('a limit accepts a burst and then at its rate; `over` matches what is beyond', () => {
  const within = createFilter([
    { policy: 'drop', rules: [{ verdict: 'accept', limit: { per_second: 10, burst: 2 } }] },
  ]);
  const beyond = createFilter([
    {
      policy: 'accept',
      rules: [{ verdict: 'drop', limit: { per_second: 10, burst: 2, over: true } }],
    },
  ]);
  const times = [0, 0, 0, 99_999, 100_000];
  const expected = ['accept', 'accept', 'drop', 'drop', 'accept'];
  for (const filter of [within, beyond]) {
    assert.deepEqual(
      times.map((tUs) => filter(syn(443), tUs).verdict),
      expected,
    );
  }
});
