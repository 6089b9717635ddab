/** Puts a second load balancer and a virtual address into some random runs. Only tests import this. */
import fc from 'fast-check';
import { vrrpCommands, type Action, type Run } from '../run.ts';

const commands: readonly Action[] = ['drop', 'up', ...vrrpCommands];

export const sharedOrNot = (run: Run): fc.Arbitrary<Run> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(run) }, { weight: 1, arbitrary: shared(run) });

function shared(run: Run): fc.Arbitrary<Run> {
  const balancer = run.components.find(({ kind }) => kind === 'load-balancer');
  if (!balancer) return fc.constant(run);
  const { id } = balancer;
  const event = fc.record({
    t_ms: fc.integer({ min: 0, max: run.duration_ms }),
    component: fc.constantFrom(id, 'spare'),
    action: fc.constantFrom(...commands),
  });
  return fc
    .record({
      priority: fc.integer({ min: 1, max: 254 }),
      preempt: fc.boolean(),
      preempt_delay_ms: fc.constantFrom(0, 1000),
      garp_master_delay_ms: fc.constantFrom(0, 1000, 5000),
      events: fc.array(event, { maxLength: 6 }),
    })
    .map(({ priority, events, ...settings }): Run => ({
      ...run,
      components: [
        ...run.components,
        { id: 'vip', kind: 'virtual-address', title: 'Virtual address', settings },
        {
          ...balancer,
          id: 'spare',
          settings: { ...balancer.settings, vrrp_priority: priority },
        },
      ],
      links: [
        ...run.links.map((link) => (link.to === id ? { ...link, to: 'vip' } : link)),
        ...run.links.filter(({ from }) => from === id).map((link) => ({ ...link, from: 'spare' })),
        ...[id, 'spare'].map((to) => ({
          from: 'vip',
          to,
          ...(run.links.some((link) => link.to === id && link.tls) && { tls: true }),
        })),
      ],
      events: [...run.events, ...events],
    }));
}
