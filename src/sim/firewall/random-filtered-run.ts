/** Random firewalls for random runs. Only tests import this. */
import fc from 'fast-check';
import type { Component, Host, Run, RunEvent } from '../run.ts';
import { randomFilter } from './random-filter.ts';
import type { Chain, Rule } from './rules.ts';

/** What lets most things pass: a run in which nothing does has little to show. */
const lenient: readonly Rule[] = [
  { verdict: 'accept', state: 'established' },
  { verdict: 'accept', ports: [80, 443, 3306], limit: { per_second: 20, burst: 5 } },
];

/** The run, or the same with a firewall that has rules and hosts that have some, which may be replaced meanwhile. */
export function filteredOrNot(run: Run): fc.Arbitrary<Run> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(run) },
    { weight: 1, arbitrary: filtered(run) },
  );
}

function filtered(run: Run): fc.Arbitrary<Run> {
  const ids = [...run.components, ...run.hosts].map(({ id }) => id);
  return fc
    .record({
      ofFirewall: fc.option(filterOf(ids)),
      ofHosts: fc.option(filterOf(ids)),
      other: filterOf(ids),
      replacedMs: fc.integer({ min: 0, max: run.duration_ms }),
    })
    .map(({ ofFirewall, ofHosts, other, replacedMs }) => {
      const rulesets = { other };
      const hosts: readonly Host[] =
        run.hosts.length > 0 ? run.hosts : [{ id: 'walled', title: 'Walled' }];
      const isPut = run.hosts.length === 0;
      const owners = [
        ...(ofFirewall ? run.components.filter(({ kind }) => kind === 'firewall') : []),
        ...(ofHosts ? hosts : []),
      ];
      return {
        ...run,
        hosts: ofHosts ? hosts.map((host) => ({ ...host, filter: ofHosts, rulesets })) : run.hosts,
        components: run.components.map((component): Component => {
          if (component.kind === 'firewall' && ofFirewall)
            return { ...component, filter: ofFirewall, rulesets };
          const isOnHost = isPut && ofHosts && ['web1', 'app1'].includes(component.id);
          return isOnHost ? { ...component, host: 'walled' } : component;
        }),
        events: [
          ...run.events,
          ...owners.map(({ id }): RunEvent => ({
            t_ms: replacedMs,
            component: id,
            action: 'rules',
            value: 'other',
          })),
        ],
      };
    });
}

const filterOf = (ids: readonly string[]): fc.Arbitrary<readonly Chain[]> =>
  fc
    .tuple(randomFilter(ids), fc.boolean())
    .map(([[first, ...others], isLenient]) => [
      ...(first ? [{ ...first, rules: [...(isLenient ? lenient : []), ...first.rules] }] : []),
      ...(isLenient ? [] : others),
    ]);
