import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from '../all-modules.ts';
import { measure } from '../metric.ts';
import type { Run } from '../run.ts';
import { simulate } from '../simulate.ts';

/** A load balancer whose servers are a web server and, wrongly, a database. */
const runWith = (software: 'haproxy' | 'nginx', check: string): Run => ({
  duration_ms: 10_000,
  seed: 1,
  hosts: [],
  components: [
    { id: 'users', kind: 'client', title: 'Users' },
    {
      id: 'lb',
      kind: 'load-balancer',
      title: 'Balancer',
      software,
      settings: software === 'haproxy' ? { check, inter_ms: 1000 } : {},
    },
    { id: 'web', kind: 'web', title: 'nginx' },
    { id: 'db', kind: 'database', title: 'MySQL' },
  ],
  links: [
    { from: 'users', to: 'lb' },
    { from: 'lb', to: 'web' },
    { from: 'lb', to: 'db' },
  ],
  workload: { mode: 'open-loop', shape: 'steady', rate: 10 },
  events: [],
});

const count = (run: Run, status: number, from = 0) =>
  measure(simulate(run, allModules), { count: 'requests', where: { status }, from });

test('a database behind HAProxy passes the TCP check, and what is sent to it comes back as 502', () => {
  const run = runWith('haproxy', 'tcp');
  assert.equal(count(run, 502), 50);
  assert.equal(count(run, 200), 51);
});

test('the HTTP check takes it out', () => {
  const run = runWith('haproxy', 'httpchk');
  assert.equal(count(run, 502, 4000), 0);
});

test('nginx counts it as a failure, and passes 502 on', () => {
  const run = runWith('nginx', '');
  const failed = Number(count(run, 502));
  assert.ok(failed > 0 && failed < 5);
});

for (const software of ['haproxy', 'nginx'] as const) {
  for (const connection of ['open', 'new'] as const) {
    test(`${software}: a database to which TLS is passed through answers no browser (connections: ${connection})`, () => {
      const { components, ...run } = runWith(software, 'off');
      const settings = { users: { connection }, lb: { tls: 'passthrough', check: 'off' } };
      const trace = simulate(
        {
          ...run,
          workload: { mode: 'open-loop', shape: 'steady', rate: 10, until_ms: 9950 },
          components: components.map((component) =>
            component.id in settings
              ? { ...component, settings: settings[component.id as keyof typeof settings] }
              : component,
          ),
        },
        allModules,
      );
      const answeredBy = (server: string) =>
        measure(trace, { count: 'requests', where: { server, outcome: 'answered' } });
      assert.equal(answeredBy('db'), 0);
      assert.equal(answeredBy('web'), 50);
      assert.equal(
        measure(trace, { count: 'requests', where: { outcome: 'failed', status: 0 } }),
        50,
      );
    });
  }
}
