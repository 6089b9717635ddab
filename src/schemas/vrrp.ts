import { vrrpCommands, type Action, type Run } from '#sim/run.ts';
import { report, type Context } from './cross-check.ts';

const commands: ReadonlySet<Action> = new Set(vrrpCommands);

/** Virtual addresses lead to load balancers, and what happens to their routers happens to one of these. */
export function checkVrrp(run: Run, context: Context<unknown>): void {
  const kindOf = new Map(run.components.map(({ id, kind }) => [id, kind]));
  for (const [index, { from, to }] of run.links.entries()) {
    if (kindOf.get(from) === 'virtual-address' && kindOf.get(to) !== 'load-balancer') {
      report(context, ['links', index, 'to'], 'of a virtual address must be a load balancer');
    }
  }
  const routers = new Set(
    run.links.filter(({ from }) => kindOf.get(from) === 'virtual-address').map(({ to }) => to),
  );
  for (const [index, { component, action }] of run.events.entries()) {
    if (!commands.has(action)) continue;
    const called = run.components.filter(({ id, host }) => component === id || component === host);
    if (!called.some(({ id }) => routers.has(id))) {
      const problem = `of ${action} must be a load balancer that a virtual address leads to`;
      report(context, ['events', index, 'component'], problem);
    }
  }
}
