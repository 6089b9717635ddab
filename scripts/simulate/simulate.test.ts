import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { allModules } from '#sim/all-modules.ts';
import type { Run } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { CommandError, withChange } from './change.ts';
import { metricsOf, type RunMetrics } from './metrics.ts';

const scenario = 'src/content/scenarios/lose-one-server.yaml';
const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
after(() => {
  rmSync(folder, { recursive: true });
});

function command(...flags: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/simulate.ts', ...flags],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

/** Ten requests, 100 ms apart, at one worker that takes 150 ms for each. */
const run: Run = {
  duration_ms: 2000,
  seed: 1,
  hosts: [{ id: 'machine', title: 'Machine', cores: 2 }],
  components: [
    { id: 'users', kind: 'client', title: 'Users' },
    {
      id: 'web',
      kind: 'web',
      title: 'Web',
      host: 'machine',
      settings: { workers: 1, service_ms: 150 },
    },
  ],
  links: [{ from: 'users', to: 'web', latency_ms: 10 }],
  workload: { mode: 'open-loop', shape: 'steady', rate: 10, until_ms: 950 },
  events: [],
};

test('a worker’s queue is measured', () => {
  const { components, outcomes, hosts } = metricsOf(simulate(run, allModules));
  const [users, web] = components;
  assert.deepEqual(outcomes, { answered: 10, failed: 0, dropped: 0, 'in-flight': 0 });
  // Request n waits 50 ms longer than the one before it.
  assert.equal(web?.wait_ms, 225);
  assert.equal(web.utilization, 0.75);
  // When the last comes the one that began at 760 ms is served and three wait before it.
  assert.equal(web.queue_max, 3);
  assert.equal(web.p50_ms, 350);
  assert.equal(web.p99_ms, 600);
  assert.equal(users?.p50_ms, 370);
  assert.deepEqual(hosts, [{ id: 'machine', cpu: 0.375 }]);
});

test('what is set takes the place of what the file says', () => {
  assert.equal(withChange(run, 'duration_ms=500').duration_ms, 500);
  assert.equal(withChange(run, 'seed=7').seed, 7);
  for (const path of ['rate', 'workload.rate']) {
    const { workload } = withChange(run, `${path}=2.5`);
    assert.equal(workload.mode === 'open-loop' && workload.rate, 2.5);
  }
  const settings = (change: string) => withChange(run, change).components[1]?.settings;
  assert.equal(settings('web.workers=4')?.['workers'], 4);
  assert.equal(settings('web.service_ms=20ms')?.['service_ms'], 20);
  assert.equal(settings('web.service=pareto')?.['service'], 'pareto');
  assert.equal(settings('web.backup=true')?.['backup'], true);
  assert.equal(withChange(run, 'machine.cores=1').hosts[0]?.cores, 1);
  assert.equal(run.hosts[0]?.cores, 2);
});

test('what cannot be set is refused with what is allowed', () => {
  for (const [change, says] of [
    ['rate', /must be path=value/],
    [
      'web3.workers=1',
      /unknown component or host “web3”; did you mean “web”\? Allowed: users, web/,
    ],
    ['web.worker=1', /unknown setting of web “worker”; did you mean “workers”\?/],
    ['web.workers=-1', /must be a whole number from 0 to 100000/],
    ['web.service=fast', /must be one of constant, exponential, pareto/],
    ['seed=-1', /must be a whole number from 0 to 4294967295/],
    ['machine.core=1', /core/],
    ['workload.rat=1', /rat/],
  ] as const) {
    assert.throws(() => withChange(run, change), (error) => {
      assert.ok(error instanceof CommandError);
      assert.match(error.message, says);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    }); // prettier-ignore
  }
});

test('the command prints a table, JSON or the trace', () => {
  const table = command(scenario, '--seed', '5', '--set', 'lb.redispatch=true');
  assert.equal(table.status, 0, table.stderr);
  assert.match(table.stdout, /^component +kind +requests/m);
  const { stdout } = command(scenario, '--json');
  const { requests, components } = JSON.parse(stdout) as RunMetrics;
  const clients = components.filter(({ kind }) => kind === 'client');
  assert.deepEqual(clients.map((client) => client.requests), [requests]); // prettier-ignore
  const [header, first] = command(scenario, '--csv').stdout.split('\n');
  assert.equal(header, 't_ms,seq,kind,component,request,a,b');
  assert.match(first ?? '', /^0,0,check-start,/);
});

test('a bad file, flag or path is answered with one line and exit code 1', () => {
  const bad = join(folder, 'bad.yaml');
  writeFileSync(bad, readFileSync(scenario, 'utf8').replace('kind: firewall', 'kind: fierwall'));
  const line = readFileSync(bad, 'utf8').split('\n').findIndex((each) => each.includes('fierwall')) + 1; // prettier-ignore
  for (const [flags, says] of [
    [[bad], new RegExp(`bad\\.yaml:${line}: run\\.components\\[\\d+\\]\\.kind: .*firewall`)],
    [['none.yaml'], /^none\.yaml: there is no such file$/],
    [[scenario, '--sed', '4'], /Unknown option '--sed'\. Allowed: .*--seed N/],
    [[scenario, '--set', 'lb.balanc=source'], /did you mean “balance”/],
    [[scenario, '--json', '--csv'], /not both/],
    [[], /one FILE is needed/],
  ] as const) {
    const { status, stdout, stderr } = command(...flags);
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr.trimEnd(), says);
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  }
});
