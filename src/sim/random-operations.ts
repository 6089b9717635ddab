/** Makes some random runs ones in which processes crash and restart and components share their hosts. Only tests import this. */
import fc from 'fast-check';
import type { Component, Run } from './run.ts';

/** The number at the end of an id: `web2` and `db2` are on the same host. */
const numberOf = ({ id }: Component): string => /\d+$/.exec(id)?.[0] ?? '';

export const operatedOrNot = (run: Run): fc.Arbitrary<Run> =>
  fc.oneof(fc.constant(run), operated(run));

function operated(run: Run): fc.Arbitrary<Run> {
  return fc
    .record({
      cores: fc.constantFrom(undefined, 1, 2),
      memory_mb: fc.constantFrom(undefined, 40, 1000),
      files: fc.boolean(),
      retries: fc.record({
        retries: fc.integer({ min: 0, max: 3 }),
        retry_backoff_ms: fc.integer({ min: 0, max: 400 }),
        retry_jitter: fc.boolean(),
      }),
      shares: fc.record({
        static_share: fc.constantFrom(0, 0.4),
        slow_share: fc.constantFrom(0, 0.2),
        poison_share: fc.constantFrom(0, 0.05),
        poison_versions: fc.constantFrom([1], [2], [1, 2, 3]),
      }),
    })
    .map(({ cores, memory_mb, files, retries, shares }) => {
      const numbers = [...new Set(run.components.map(numberOf))].filter((number) => number !== '');
      const apps = run.components.filter(({ kind }) => kind === 'app');
      return {
        ...run,
        hosts: numbers.map((number) => ({
          id: `host${number}`,
          title: `Host ${number}`,
          ...(cores !== undefined && { cores }),
          ...(memory_mb !== undefined && { memory_mb }),
        })),
        components: [
          ...run.components.map((component) => ({
            ...component,
            ...(numberOf(component) !== '' && { host: `host${numberOf(component)}` }),
            ...(component.kind === 'client' && {
              settings: { ...component.settings, ...retries },
            }),
          })),
          ...(files ? [{ id: 'code', kind: 'files', title: 'Application files' } as const] : []),
        ],
        links: [
          ...run.links,
          ...(files
            ? apps.map(({ id }) => ({ from: id, to: 'code', carries: 'files' as const }))
            : []),
        ],
        workload: { ...run.workload, ...shares },
        events: run.events.map((event) =>
          event.action === 'deploy' ? { ...event, value: 2 } : event,
        ),
      };
    });
}
