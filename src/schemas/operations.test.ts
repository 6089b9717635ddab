import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSchema } from './run.ts';

const run = {
  duration_ms: 1000,
  seed: 1,
  hosts: [{ id: 'machine', title: 'Machine', cores: 2, memory_mb: 512 }],
  components: [
    { id: 'users', kind: 'client', title: 'Users', settings: { retries: 2, retry_jitter: true } },
    {
      id: 'app',
      kind: 'app',
      title: 'App',
      host: 'machine',
      settings: { service: 'pareto', service_shape: 2.5, memory_mb: 200 },
    },
    { id: 'code', kind: 'files', title: 'Files', settings: { version: 3 } },
  ],
  links: [
    { from: 'users', to: 'app' },
    { from: 'app', to: 'code', carries: 'files' },
  ],
  workload: { mode: 'given', requests: [{ t_ms: 0, poison: true }], poison_versions: [3] },
  events: [{ t_ms: 10, component: 'app', action: 'deploy', value: 4 }],
};

/** What is wrong with the run once `change` has been made, as `place: message`. */
function problems(change: (draft: typeof run) => void): string[] {
  const draft = structuredClone(run);
  change(draft);
  const { error } = runSchema.safeParse(draft);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('deploys, files, hosts and retries are taken', () => {
  assert.deepEqual(
    problems(() => undefined),
    [],
  );
});

test('a deploy needs a version, and something that has one', () => {
  const [event] = run.events;
  assert.deepEqual(
    problems((draft) => {
      draft.events = [{ ...event, component: 'users', value: 0.5 } as (typeof run.events)[0]];
    }),
    [
      'events.0.value: of a deploy must be a whole number from 1 to 9999',
      'events.0.component: of a deploy must be an app or files',
    ],
  );
});

test('only an application reads application files', () => {
  assert.deepEqual(
    problems((draft) => {
      draft.links = [
        { from: 'users', to: 'app' },
        { from: 'users', to: 'code', carries: 'files' },
      ];
    }),
    ['links.1.from: of a link that carries files must be of kind app, not client'],
  );
});

test('what the processes on a host use at rest must fit into it', () => {
  assert.deepEqual(
    problems((draft) => {
      draft.hosts = [{ id: 'machine', title: 'Machine', cores: 2, memory_mb: 128 }];
    }),
    [
      'hosts.0.memory_mb: must be at least 200, the memory_mb of the components on “machine” together',
    ],
  );
});

test('the shape of the heavy tail may be any number in its range', () => {
  assert.deepEqual(
    problems((draft) => {
      const [, app] = draft.components;
      if (app?.settings) app.settings.service_shape = 1;
    }),
    ['components.1.settings.service_shape: must be a number from 1.01 to 100'],
  );
});
