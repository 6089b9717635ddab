/** What a scenario may say of firewalls and of names, and what it is told when it may not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DnsRecord } from '#sim/dns/records.ts';
import type { Run } from '#sim/run.ts';
import { runSchema } from './run.ts';

const www: DnsRecord = { name: 'www.foobar.com', type: 'A', value: '203.0.113.10', ttl_s: 60 };

const good: Run = {
  duration_ms: 1000,
  seed: 1,
  hosts: [
    {
      id: 'server',
      title: 'Server',
      filter: [{ policy: 'drop', rules: [{ verdict: 'accept', ports: [443, '8000-8080'] }] }],
      rulesets: { open: [{ policy: 'accept', rules: [] }] },
    },
  ],
  components: [
    { id: 'users', kind: 'client', title: 'Users' },
    { id: 'scanner', kind: 'client', title: 'Scanner' },
    { id: 'ns', kind: 'dns', title: 'Name server', records: [www] },
    { id: 'fw', kind: 'firewall', title: 'Firewall', address: '203.0.113.10:443' },
    { id: 'web', kind: 'web', title: 'nginx', host: 'server' },
  ],
  links: [
    { from: 'users', to: 'ns', carries: 'queries' },
    { from: 'users', to: 'fw' },
    { from: 'scanner', to: 'web', port: 22 },
    { from: 'fw', to: 'web' },
  ],
  workload: {
    mode: 'open-loop',
    shape: 'steady',
    rate: 1,
    also: [{ t_ms: 0, from: 'scanner', to: 'web' }],
  },
  events: [
    { t_ms: 0, component: 'server', action: 'rules', value: 'open' },
    { t_ms: 0, component: 'ns', action: 'record', value: 'www.foobar.com 5 A 203.0.113.20' },
  ],
};

/** Every problem of the good run with these parts replaced, as `where: what`. */
function problems(changes: Readonly<Record<string, unknown>>): string[] {
  const { error } = runSchema.safeParse({ ...good, ...changes });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const withRule = (rule: object) => ({
  hosts: [{ ...good.hosts[0], filter: [{ policy: 'drop', rules: [rule] }] }],
});
const withComponent = (index: number, changes: object) => ({
  components: good.components.map((component, place) =>
    place === index ? { ...component, ...changes } : component,
  ),
});
const withEvent = (event: object) => ({ events: [{ t_ms: 0, ...event }] });

test('a run with firewalls, a scanner and a name server is a run', () => {
  assert.deepEqual(problems({}), []);
});

const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
  ['a verdict that is none', withRule({ verdict: 'allow' }), /rules\.0\.verdict: .*accept/],
  [
    'a port beyond the last',
    withRule({ verdict: 'drop', ports: [70_000] }),
    /ports\.0: must be a whole number from 0 to 65535$/,
  ],
  [
    'a range that runs down',
    withRule({ verdict: 'drop', ports: ['90-80'] }),
    /ports\.0: must be a range/,
  ],
  ['ports of ICMP', withRule({ verdict: 'drop', protocol: 'icmp', ports: [1] }), /icmp has none/],
  ['a source that is nobody', withRule({ verdict: 'drop', from: ['wbe'] }), /from\.0: .*“wbe”/],
  ['a block that is none', withRule({ verdict: 'drop', from: ['10.0.0.0/40'] }), /from\.0: .*IPv4/],
  [
    'a limit without a rate',
    withRule({ verdict: 'accept', limit: { burst: 3 } }),
    /limit: .*one of per_second/,
  ],
  [
    'rules of a web server',
    withComponent(4, { filter: [{ policy: 'drop', rules: [] }] }),
    /components\.4\.filter: is for/,
  ],
  [
    'a ruleset that is not there',
    withEvent({ component: 'server', action: 'rules', value: 'opne' }),
    /value: .*“opne”/,
  ],
  [
    'rules for who has none',
    withEvent({ component: 'fw', action: 'rules', value: 'open' }),
    /component: of rules must be/,
  ],
  [
    'an address that is none',
    withComponent(2, { records: [{ ...www, value: '300.1.1.1' }] }),
    /records\.0\.value: .*IPv4/,
  ],
  [
    'a CNAME beside another record',
    withComponent(2, { records: [www, { ...www, type: 'CNAME', value: 'a.foobar.com' }] }),
    /records\.1: .*no other record/,
  ],
  [
    'a name server without records',
    withComponent(2, { records: undefined }),
    /components\.2: .*needs records/,
  ],
  [
    'a site without an address',
    withComponent(3, { address: undefined }),
    /links\.1\.to: .*needs an address/,
  ],
  [
    'a record that cannot be read',
    withEvent({ component: 'ns', action: 'record', value: 'www' }),
    /value: must be a record/,
  ],
  [
    'a second client of the workload',
    { workload: { ...good.workload, also: undefined } },
    /must hold one component of kind client, not 2/,
  ],
  [
    'a request to where no link leads',
    { workload: { ...good.workload, also: [{ t_ms: 0, from: 'scanner', to: 'ns' }] } },
    /also\.0\.to: no link leads from “scanner” to “ns”/,
  ],
];

for (const [what, changes, message] of wrong) {
  test(`${what} is told`, () => {
    assert.match(problems(changes).join('\n'), message);
  });
}
