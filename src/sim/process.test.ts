import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from './all-modules.ts';
import type { Component, GivenRequest, Host, Link, Run, RunEvent } from './run.ts';
import { simulate } from './simulate.ts';
import { kindOf, type EventKind, type Trace } from './trace.ts';

interface Given {
  readonly components: readonly Component[];
  readonly links?: readonly Link[];
  readonly hosts?: readonly Host[];
  readonly requests?: readonly GivenRequest[];
  readonly events?: readonly RunEvent[];
  readonly poison_versions?: readonly number[];
  readonly write_share?: number;
}

/** Clients and one component behind the other, unless links say otherwise. */
function play({ components, links, hosts = [], requests, events = [], ...shares }: Given): Trace {
  const all = [{ id: 'users', kind: 'client', title: 'Users' } as const, ...components];
  const chain = all.slice(1).map(({ id }, index) => ({ from: all[index]?.id ?? '', to: id }));
  const run: Run = {
    duration_ms: 10_000,
    seed: 1,
    hosts,
    components: all,
    links: links ?? chain,
    workload: {
      mode: 'given',
      requests: requests ?? Array.from({ length: 100 }, (_, n) => ({ t_ms: n * 100 })),
      ...shares,
    },
    events,
  };
  return simulate(run, allModules);
}

const app = (id: string, settings: Component['settings'] = {}): Component => ({
  id,
  kind: 'app',
  title: id,
  settings,
});

/** `<ms>: <component> <a>` of the events of this kind. */
function happenings({ run, events }: Trace, kind: EventKind): string[] {
  const texts: string[] = [];
  for (let row = 0; row < events.length; row++) {
    if (kindOf(events.kind[row] ?? 0) !== kind) continue;
    const { id } = run.components[events.component[row] ?? 0] ?? { id: '' };
    texts.push(`${(events.tUs[row] ?? 0) / 1000}: ${id} ${events.a[row] ?? 0}`);
  }
  return texts;
}

const statuses = ({ requests }: Trace) => [...requests.status];

test('a poisonous request crashes an application that runs an affected version, and no other', () => {
  const requests = [{ t_ms: 0 }, { t_ms: 1000, poison: true }, { t_ms: 1500 }, { t_ms: 2600 }];
  const given = { requests, poison_versions: [1, 2] };
  const crashed = play({ ...given, components: [app('app', { version: 2, service_ms: 50 })] });
  assert.deepEqual(happenings(crashed, 'crash'), ['1050: app 2']);
  assert.deepEqual(happenings(crashed, 'started'), ['2050: app 2']);
  // Cut off, refused, served again.
  assert.deepEqual(statuses(crashed), [200, 0, 0, 200]);
  const spared = play({ ...given, components: [app('app', { version: 3 })] });
  assert.deepEqual(statuses(spared), [200, 200, 200, 200]);
});

test('a poisonous request besides the others, or sent after another one, crashes just as well', () => {
  const run: Run = {
    duration_ms: 6000,
    seed: 1,
    hosts: [],
    components: [{ id: 'users', kind: 'client', title: 'Users' }, app('app')],
    links: [{ from: 'users', to: 'app' }],
    workload: {
      mode: 'open-loop',
      shape: 'steady',
      rate: 2,
      also: [{ t_ms: 1250, poison: true }],
    },
    events: [],
  };
  assert.deepEqual(happenings(simulate(run, allModules), 'crash'), ['1250: app 1']);
  const after = play({
    components: [app('app')],
    requests: [{ t_ms: 200, after_request: 1, poison: true }, { t_ms: 300 }, { t_ms: 400 }],
  });
  assert.deepEqual(happenings(after, 'crash'), ['500: app 1']);
});

test('a deploy takes restart_ms, in which connections are refused, and changes the version', () => {
  const trace = play({
    components: [app('app', { restart_ms: 250 })],
    events: [{ t_ms: 1000, component: 'app', action: 'deploy', value: 7 }],
  });
  assert.deepEqual(happenings(trace, 'deploy'), ['1000: app 7']);
  assert.deepEqual(happenings(trace, 'started'), ['1250: app 7']);
  const failed = statuses(trace).flatMap((status, n) => (status === 0 ? [n] : []));
  assert.deepEqual(failed, [10, 11, 12]);
});

const withFiles: Pick<Given, 'components' | 'links'> = {
  components: [
    app('app1', { restart_ms: 100 }),
    app('app2', { restart_ms: 100 }),
    { id: 'code', kind: 'files', title: 'Files', settings: { version: 4 } },
  ],
  links: [
    { from: 'users', to: 'app1' },
    { from: 'app1', to: 'app2' },
    { from: 'app1', to: 'code', carries: 'files' },
    { from: 'app2', to: 'code', carries: 'files' },
  ],
};

test('an application runs the version that was in the files when it started', () => {
  const trace = play({
    ...withFiles,
    events: [
      { t_ms: 1000, component: 'app1', action: 'deploy', value: 5 },
      { t_ms: 2000, component: 'code', action: 'deploy', value: 6 },
      { t_ms: 3000, component: 'app2', action: 'restart' },
      { t_ms: 4000, component: 'app1', action: 'restart' },
    ],
  });
  assert.deepEqual(happenings(trace, 'started'), ['1100: app1 5', '3100: app2 6', '4100: app1 6']);
});

test('without its files an application does not start; it is tried again until they are there', () => {
  const trace = play({
    ...withFiles,
    events: [
      { t_ms: 1000, component: 'code', action: 'refuse' },
      { t_ms: 1500, component: 'app1', action: 'restart' },
      { t_ms: 1850, component: 'code', action: 'up' },
    ],
  });
  assert.deepEqual(happenings(trace, 'start-failed'), [
    '1600: app1 3',
    '1700: app1 3',
    '1800: app1 3',
  ]);
  assert.deepEqual(happenings(trace, 'started'), ['1900: app1 4']);
});

test('somebody who starts a process cannot do so without its files either', () => {
  const trace = play({
    ...withFiles,
    events: [
      { t_ms: 1000, component: 'code', action: 'drop' },
      { t_ms: 1000, component: 'app1', action: 'refuse' },
      { t_ms: 2000, component: 'app1', action: 'up' },
      { t_ms: 2950, component: 'code', action: 'up' },
    ],
  });
  assert.equal(happenings(trace, 'start-failed')[0], '2000: app1 3');
  assert.deepEqual(happenings(trace, 'started'), ['3000: app1 4']);
  assert.ok(
    statuses(trace)
      .slice(11, 29)
      .every((status) => status === 0),
  );
});

test('who breaks a component while it restarts is obeyed', () => {
  const trace = play({
    components: [app('app', { restart_ms: 500 })],
    events: [
      { t_ms: 1000, component: 'app', action: 'restart' },
      { t_ms: 1200, component: 'app', action: 'refuse' },
    ],
  });
  assert.deepEqual(happenings(trace, 'started'), []);
});

test('a machine that cannot be reached stays so when a process on it has been restarted', () => {
  const trace = play({
    components: [app('app', { service_ms: 200, restart_ms: 100 })],
    requests: [{ t_ms: 900, poison: true }, { t_ms: 3000 }],
    events: [{ t_ms: 1000, component: 'app', action: 'drop' }],
  });
  assert.deepEqual(happenings(trace, 'crash'), ['1100: app 1']);
  assert.deepEqual(happenings(trace, 'lost').at(-1), '3000: app 0');
});

test('the process that uses most of a host’s memory is killed and comes back', () => {
  const host = 'machine';
  const trace = play({
    hosts: [{ id: host, title: host, memory_mb: 100 }],
    components: [
      { ...app('app', { service_ms: 1000, memory_mb: 10, request_memory_mb: 8 }), host },
      { id: 'db', kind: 'database', title: 'db', settings: { memory_mb: 50 }, host },
    ],
  });
  // The sixth request at once makes it 10 + 6 × 8 + 50 = 108 MiB; the application has 58 of them.
  assert.deepEqual(happenings(trace, 'oom-kill')[0], '500: app 108');
  assert.deepEqual(happenings(trace, 'started')[0], '1500: app 1');
});

test('what runs on one host shares its cores', () => {
  const host = 'machine';
  const requests = [{ t_ms: 0 }, { t_ms: 0 }];
  const latencies = (cores: number) => {
    const { requests: table } = play({
      hosts: [{ id: host, title: host, cores }],
      components: [{ ...app('app', { service_ms: 100 }), host }],
      requests,
    });
    return [...table.endUs].map((tUs) => tUs / 1000);
  };
  assert.deepEqual(latencies(1), [200, 200]);
  assert.deepEqual(latencies(2), [100, 100]);
});

test('writes wait for the disk of their host, one after the other', () => {
  const trace = play({
    components: [{ id: 'db', kind: 'database', title: 'db', settings: { disk_ms: 30 } }],
    requests: [{ t_ms: 0 }, { t_ms: 10 }, { t_ms: 20 }],
    write_share: 1,
  });
  assert.deepEqual([...trace.requests.endUs], [30_000, 60_000, 90_000]);
  assert.deepEqual(happenings(trace, 'disk'), ['0: db 0', '10: db 20000', '20: db 40000']);
});

test('a web server answers what is under /static/ itself', () => {
  const web = { id: 'web', kind: 'web', title: 'web' } as const;
  const trace = play({
    components: [web, app('app')],
    requests: [
      { t_ms: 0, path: '/static/site.css' },
      { t_ms: 10, path: '/cart' },
    ],
  });
  assert.deepEqual(happenings(trace, 'start'), ['0: web 0', '10: web 0', '10: app 0']);
});
