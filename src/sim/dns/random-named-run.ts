/** Random name servers for random runs. Only tests import this. */
import fc from 'fast-check';
import type { Component, Run, RunEvent } from '../run.ts';
import { usualName } from './names.ts';
import type { DnsRecord } from './records.ts';

/** The run, or the same with a site whose address clients must look up first: one that works, and maybe one that does not. */
export function namedOrNot(run: Run): fc.Arbitrary<Run> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(run) }, { weight: 1, arbitrary: named(run) });
}

const addresses = ['203.0.113.10', '203.0.113.20', '203.0.113.30'] as const;

function named(run: Run): fc.Arbitrary<Run> {
  const [users] = run.components;
  const entry = run.links.find(({ from }) => from === users?.id)?.to;
  return fc
    .record({
      listed: fc.subarray([...addresses], { minLength: 1 }),
      ttl_s: fc.integer({ min: 0, max: 4 }),
      hasAlias: fc.boolean(),
      servers: fc.integer({ min: 1, max: 2 }),
      latency_ms: fc.integer({ min: 0, max: 60 }),
      dns_cache: fc.boolean(),
      resolver_timeout_ms: fc.constantFrom(100, 600),
      rrset_order: fc.constantFrom('cyclic', 'random', 'fixed'),
      events: fc.array(nameEvent, { maxLength: 3 }),
    })
    .map(
      ({ listed, ttl_s, hasAlias, servers, latency_ms, rrset_order, events, ...settings }): Run => {
        const target = hasAlias ? 'lb.foobar.com' : usualName;
        const records: DnsRecord[] = [
          ...(hasAlias ? [{ name: usualName, type: 'CNAME', value: target, ttl_s } as const] : []),
          ...listed.map((value): DnsRecord => ({ name: target, type: 'A', value, ttl_s })),
        ];
        const nameServers = Array.from({ length: servers }, (_, index): Component => ({
          id: `ns${index + 1}`,
          kind: 'dns',
          title: `Name server ${index + 1}`,
          records,
          settings: { rrset_order },
        }));
        return {
          ...run,
          components: [
            ...run.components.map((component): Component => {
              const own =
                component.id === users?.id
                  ? { settings: { ...component.settings, ...settings } }
                  : {};
              const address = component.id === entry ? { address: `${addresses[0]}:443` } : {};
              return { ...component, ...own, ...address };
            }),
            ...nameServers,
          ],
          links: [
            ...run.links,
            ...nameServers.map(({ id }) => ({
              from: users?.id ?? '',
              to: id,
              carries: 'queries' as const,
              latency_ms,
            })),
          ],
          events: [...run.events, ...events],
        };
      },
    );
}

const nameEvent: fc.Arbitrary<RunEvent> = fc
  .record({
    t_ms: fc.integer({ min: 0, max: 6000 }),
    action: fc.constantFrom('record' as const, 'drop' as const, 'refuse' as const, 'up' as const),
    value: fc.constantFrom(
      `${usualName} A 203.0.113.20`,
      `${usualName} 1 A 203.0.113.20 203.0.113.10`,
      `delete ${usualName}`,
    ),
  })
  .map(({ t_ms, action, value }) => ({
    t_ms,
    component: 'ns1',
    action,
    ...(action === 'record' && { value }),
  }));
