/** Makes some random runs ones whose databases replicate: a primary with replicas, a circle, or a group. Only tests import this. */
import fc from 'fast-check';
import type { Component, Link, Run, RunEvent } from '../run.ts';
import type { SettingValue } from '../settings.ts';

type Settings = Readonly<Record<string, SettingValue>>;

const shapes = ['primary', 'circle', 'group'] as const;
type Shape = (typeof shapes)[number];

const randomShape = fc.constantFrom(...shapes);

export const replicatedOrNot = (run: Run): fc.Arbitrary<Run> =>
  fc.oneof(
    fc.constant(run),
    randomShape.chain((shape) => replicated(run, shape)),
  );

/**
 * Databases of one application, with nothing before it that would keep requests from them. Runs of a group have time for
 * its members to be suspected, expelled and taken in again.
 */
export const randomDatabases: fc.Arbitrary<Run> = fc
  .record({
    shape: randomShape,
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    rate: fc.integer({ min: 10, max: 60 }),
    service_ms: fc.integer({ min: 0, max: 20 }),
    timeout_ms: fc.constantFrom(300, 2000),
  })
  .chain(({ shape, seed, rate, service_ms, timeout_ms }) =>
    replicated(
      {
        duration_ms: shape === 'group' ? 20_000 : 6000,
        seed,
        hosts: [],
        components: [
          { id: 'users', kind: 'client', title: 'Users', settings: { timeout_ms } },
          { id: 'app', kind: 'app', title: 'Application' },
          { id: 'db', kind: 'database', title: 'Database', settings: { service_ms } },
        ],
        links: [
          { from: 'users', to: 'app' },
          { from: 'app', to: 'db' },
        ],
        workload: {
          mode: 'open-loop',
          shape: 'poisson',
          rate: shape === 'group' ? rate / 4 : rate,
        },
        events: [],
      },
      shape,
    ),
  );

const actions = [
  'replication-stop',
  'replication-start',
  'promote',
  'fence',
  'unfence',
  'partition',
  'heal',
  'refuse',
  'drop',
  'hang',
  'up',
] as const;

type Happening = readonly ['first' | 'replica1' | 'replica2', (typeof actions)[number]];

/** What seldom comes about by chance: one thing after the other. */
const incidents: readonly (readonly Happening[])[] = [
  // The replica has not got everything when it is promoted.
  [
    ['replica1', 'replication-stop'],
    ['first', 'refuse'],
    ['replica1', 'promote'],
    ['first', 'up'],
  ],
  // Two primaries.
  [
    ['first', 'partition'],
    ['replica1', 'promote'],
    ['first', 'heal'],
  ],
  // The primary's process ends and runs again.
  [
    ['first', 'refuse'],
    ['first', 'up'],
  ],
  // Most of three are away, and one comes back.
  [
    ['replica1', 'drop'],
    ['replica2', 'drop'],
    ['replica1', 'up'],
  ],
];

function replicated(run: Run, shape: Shape): fc.Arbitrary<Run> {
  const databases = run.components.filter(({ kind }) => kind === 'database').map(({ id }) => id);
  const [first = ''] = databases;
  const moment = fc.integer({ min: 0, max: run.duration_ms });
  const chance = fc.array(
    fc.record({
      t_ms: moment,
      component: fc.constantFrom(first, 'replica1', 'replica2'),
      action: fc.constantFrom(...actions),
    }),
    { maxLength: 5 },
  );
  const incident = fc.constantFrom(...incidents).chain((happenings) =>
    fc
      .array(moment, { minLength: happenings.length, maxLength: happenings.length })
      .map((moments) => moments.sort((one, other) => one - other))
      .map((moments) =>
        happenings.map(([who, action], index): RunEvent => ({
          t_ms: moments[index] ?? 0,
          component: who === 'first' ? first : who,
          action,
        })),
      ),
  );
  const events = fc.oneof(chance, incident);
  return fc
    .record({
      settings: fc.record({
        rpl_semi_sync_master_enabled: fc.boolean(),
        rpl_semi_sync_slave_enabled: fc.boolean(),
        rpl_semi_sync_master_wait_point: fc.constantFrom('AFTER_SYNC', 'AFTER_COMMIT'),
        rpl_semi_sync_master_timeout_ms: fc.integer({ min: 0, max: 900 }),
        apply_ms: fc.integer({ min: 0, max: 60 }),
        master_delay_s: fc.integer({ min: 0, max: 2 }),
        auto_failover: fc.boolean(),
        monitor_interval_ms: fc.integer({ min: 20, max: 900 }),
        failcount: fc.integer({ min: 1, max: 3 }),
        max_connections: fc.constantFrom(0, 2),
        group_replication_member_expel_timeout_s: fc.integer({ min: 0, max: 2 }),
        group_replication_unreachable_majority_timeout_s: fc.integer({ min: 0, max: 1 }),
        auto_increment_increment: fc.constantFrom(1, 3),
      }),
      follows: fc.constantFrom('fixed', 'follows-primary'),
      read_only: fc.boolean(),
      latency_ms: fc.integer({ min: 0, max: 40 }),
      write_statement: fc.constantFrom('insert' as const, 'update' as const, 'delete' as const),
      events,
    })
    .map((drawn) => withReplicas(run, shape, first, drawn));
}

interface Drawn {
  readonly settings: Settings;
  readonly follows: string;
  readonly read_only: boolean;
  readonly latency_ms: number;
  readonly write_statement: 'insert' | 'update' | 'delete';
  readonly events: readonly RunEvent[];
}

/**
 * Two replicas of the run's first database, and applications that write to it and read from all three; in a circle, which
 * has two writers, they write to the first replica too.
 */
function withReplicas(run: Run, shape: Shape, first: string, drawn: Drawn): Run {
  const { settings, follows, latency_ms, events } = drawn;
  const own: Settings = { ...settings, group_replication: shape === 'group' };
  const replica = (id: string): Component => ({
    id,
    kind: 'database',
    title: id,
    settings: { ...own, read_only: drawn.read_only && shape !== 'circle' },
  });
  const joined = (from: string, to: string): Link => ({
    from,
    to,
    carries: 'replication',
    latency_ms,
  });
  return {
    ...run,
    components: [
      ...run.components.map((component) => ({
        ...component,
        settings: {
          ...component.settings,
          ...(component.id === first && own),
          ...(component.kind === 'app' && { database: follows }),
        },
      })),
      replica('replica1'),
      replica('replica2'),
    ],
    links: [
      ...run.links.flatMap((link): Link[] =>
        link.to === first
          ? [
              { ...link, carries: 'writes' },
              { ...link, to: 'replica1', carries: shape === 'circle' ? 'requests' : 'reads' },
              { ...link, to: 'replica2', carries: 'reads' },
            ]
          : [link],
      ),
      joined(first, 'replica1'),
      joined('replica1', 'replica2'),
      ...(shape === 'circle' ? [joined('replica1', first)] : []),
    ],
    workload: { ...run.workload, write_share: 0.5, write_statement: drawn.write_statement },
    events: [...run.events, ...events],
  };
}
