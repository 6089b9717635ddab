/** Whether a figure needs the words for what happens to processes and hosts. */
import type { Run } from '#sim/run.ts';

/** Of stages and clients; a load balancer's `retries` are its own. */
const settings = ['version', 'disk_ms', 'retries'];

/** @param offered The actions that a reader can take. */
export function usesOperations(run: Run, offered: readonly string[]): boolean {
  const { hosts, components, events, workload } = run;
  const actions = [...events.map(({ action }) => action), ...offered];
  return (
    actions.some((action) => action === 'deploy' || action === 'restart') ||
    hosts.some(({ cores, memory_mb }) => cores !== undefined || memory_mb !== undefined) ||
    components.some(
      (component) =>
        component.kind === 'files' ||
        (component.kind !== 'load-balancer' &&
          settings.some((name) => component.settings?.[name] !== undefined)),
    ) ||
    workload.poison_share !== undefined ||
    (workload.mode === 'given' && workload.requests.some(({ poison }) => poison))
  );
}
