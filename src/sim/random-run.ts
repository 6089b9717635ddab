/** Random runs for property tests. Only tests import this. */
import fc from 'fast-check';
import { namedOrNot } from './dns/random-named-run.ts';
import { filteredOrNot } from './firewall/random-filtered-run.ts';
import { replicatedOrNot } from './database/random-database.ts';
import { monitoredOrNot } from './monitoring/random-monitoring.ts';
import { operatedOrNot } from './random-operations.ts';
import { actions, type Component, type Run, type RunEvent, type Workload } from './run.ts';
import { catalogue, type Setting, type SettingValue } from './settings.ts';
import { sharedOrNot } from './vrrp/random-vrrp.ts';

const durationMs = 6000;

/** Durations in tests are short, so that timeouts happen. */
function valueOf(setting: Setting): fc.Arbitrary<SettingValue> {
  switch (setting.type) {
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...setting.choices);
    case 'integer':
      return fc.integer({ min: setting.min, max: Math.min(setting.max, 5) });
    case 'number':
      return fc.integer({ min: Math.ceil(setting.min), max: 5 });
    case 'duration':
      return fc.integer({ min: Math.max(setting.min, 20), max: 900 });
  }
}

const settingsOf = (program: keyof typeof catalogue) =>
  fc.record(
    Object.fromEntries(
      Object.entries<Setting>(catalogue[program]).map(([name, setting]) => [
        name,
        valueOf(setting),
      ]),
    ),
    { requiredKeys: [] },
  );

const balancer: fc.Arbitrary<Component> = fc
  .constantFrom('haproxy' as const, 'nginx' as const)
  .chain((software) =>
    settingsOf(software).map((settings) => ({
      id: 'lb',
      kind: 'load-balancer' as const,
      title: software,
      software,
      settings: settings as Record<string, SettingValue>,
    })),
  );

const server = (kind: 'web' | 'app' | 'database', id: string): fc.Arbitrary<Component> =>
  settingsOf(kind).map((settings) => ({
    id,
    kind,
    title: id,
    settings: { ...settings, service_ms: Math.floor(Number(settings['service_ms'] ?? 10) / 10) },
  }));

const workload: fc.Arbitrary<Workload> = fc.oneof(
  fc.record({
    mode: fc.constant('open-loop' as const),
    shape: fc.constantFrom('steady' as const, 'poisson' as const),
    rate: fc.integer({ min: 1, max: 60 }),
    start_ms: fc.integer({ min: 0, max: 500 }),
    until_ms: fc.integer({ min: 1000, max: durationMs }),
    write_share: fc.constantFrom(0, 0.3),
  }),
  fc.record({
    mode: fc.constant('closed-loop' as const),
    count: fc.integer({ min: 1, max: 80 }),
    concurrency: fc.integer({ min: 1, max: 8 }),
  }),
);

/** How clients come by their connections. */
const connecting: fc.Arbitrary<Readonly<Record<string, SettingValue>>> = fc.oneof(
  fc.constant({}),
  fc.record({
    connection: fc.constant('new'),
    tls_version: fc.constantFrom('1.2', '1.3'),
    resume: fc.boolean(),
    hello_retry: fc.boolean(),
  }),
);

/** Clients, a firewall, a load balancer and one to four servers, each with an application and a database behind it. */
export const randomRun: fc.Arbitrary<Run> = fc
  .integer({ min: 1, max: 4 })
  .chain((servers) => {
    const numbers = Array.from({ length: servers }, (_, index) => index + 1);
    const chains = numbers.map((n) =>
      fc.tuple(server('web', `web${n}`), server('app', `app${n}`), server('database', `db${n}`)),
    );
    const ids = ['fw', 'lb', ...numbers.flatMap((n) => [`web${n}`, `app${n}`, `db${n}`])];
    return fc.record({
      seed: fc.integer({ min: 0, max: 0xffffffff }),
      balancer,
      chains: fc.tuple(...chains),
      latency_ms: fc.integer({ min: 0, max: 40 }),
      timeout_ms: fc.constantFrom(300, 2000),
      connecting,
      tls: fc.boolean(),
      workload,
      events: fc.array(randomEvent(ids), { maxLength: 6 }),
    });
  })
  .map(
    ({
      seed,
      balancer,
      chains,
      latency_ms,
      timeout_ms,
      connecting,
      tls,
      workload,
      events,
    }): Run => ({
      duration_ms: durationMs,
      seed,
      hosts: [],
      components: [
        { id: 'users', kind: 'client', title: 'Users', settings: { timeout_ms, ...connecting } },
        { id: 'fw', kind: 'firewall', title: 'Firewall' },
        balancer,
        ...chains.flat(),
      ],
      links: [
        { from: 'users', to: 'fw', tls, latency_ms },
        { from: 'fw', to: 'lb', tls, latency_ms },
        ...chains.flatMap(([web, app, database]) => [
          { from: 'lb', to: web.id, latency_ms },
          { from: web.id, to: app.id },
          { from: app.id, to: database.id, latency_ms },
        ]),
      ],
      workload,
      events,
    }),
  )
  .chain(replicatedOrNot)
  .chain(sharedOrNot)
  .chain(operatedOrNot)
  .chain(filteredOrNot)
  .chain(namedOrNot)
  .chain(monitoredOrNot);

/** Something that happens to one of these components, at a whole multiple of 10 ms. */
export function randomEvent(ids: readonly string[]): fc.Arbitrary<RunEvent> {
  return fc.record({
    t_ms: fc.integer({ min: 0, max: durationMs / 10 }).map((tens) => tens * 10),
    component: fc.constantFrom(...ids),
    action: fc.constantFrom(...actions),
  });
}
