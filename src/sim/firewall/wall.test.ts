import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allModules } from '../all-modules.ts';
import { lifeOf } from '../request-life.ts';
import type { GivenRequest, Run } from '../run.ts';
import { simulate } from '../simulate.ts';
import { kindOf, outcomes, type Trace } from '../trace.ts';
import { firewallAt } from './firewall-at.ts';
import { packRule, type Chain, type Rule } from './rules.ts';

const established: Rule = { verdict: 'accept', state: 'established' };
const accept443: Rule = { verdict: 'accept', ports: [443] };

const dropAllBut = (...rules: readonly Rule[]): readonly Chain[] => [{ policy: 'drop', rules }];

/** Users, a firewall on the way, and a web server that asks a database on a host with rules of its own. */
function site(filter: readonly Chain[], hostFilter?: readonly Chain[]): Run {
  return {
    duration_ms: 10_000,
    seed: 1,
    hosts: [
      { id: 'front', title: 'Front' },
      { id: 'back', title: 'Back', ...(hostFilter && { filter: hostFilter }) },
    ],
    components: [
      { id: 'users', kind: 'client', title: 'Users', settings: { timeout_ms: 2500 } },
      { id: 'fw', kind: 'firewall', title: 'Firewall', filter },
      { id: 'web', kind: 'web', title: 'nginx', host: 'front' },
      { id: 'db', kind: 'database', title: 'MySQL', host: 'back' },
    ],
    links: [
      { from: 'users', to: 'fw', latency_ms: 10 },
      { from: 'fw', to: 'web', tls: true, port: 443 },
      { from: 'web', to: 'db', latency_ms: 1 },
    ],
    workload: { mode: 'given', requests: [{ t_ms: 0 }] },
    events: [],
  };
}

const play = (run: Run) => simulate(run, allModules);
const fate = ({ requests }: Trace, request = 0) => ({
  outcome: outcomes[requests.outcome[request] ?? 0],
  ms: ((requests.endUs[request] ?? 0) - (requests.arrivalUs[request] ?? 0)) / 1000,
});
const timesOf = (trace: Trace, kind: string) =>
  Array.from({ length: trace.events.length }, (_, row) => row)
    .filter((row) => kindOf(trace.events.kind[row] ?? 0) === kind)
    .map((row) => (trace.events.tUs[row] ?? 0) / 1000);

test('what is accepted gets through, and its answer back, where `established` is', () => {
  const through = fate(play(site(dropAllBut(established, accept443))));
  assert.deepEqual(through, { outcome: 'answered', ms: 22 });
  assert.equal(fate(play(site(dropAllBut(accept443)))).outcome, 'dropped');
});

test('a dropped SYN is sent again after 1 s, and 2 s after that, until the client gives up', () => {
  const trace = play(site(dropAllBut()));
  assert.deepEqual(timesOf(trace, 'fw-dropped'), [10, 1010]);
  assert.deepEqual(fate(trace), { outcome: 'dropped', ms: 2500 });
  const patient = site(dropAllBut());
  const users = { id: 'users', kind: 'client', title: 'Users' } as const;
  const components = [users, ...patient.components.slice(1)];
  assert.deepEqual(timesOf(play({ ...patient, components }), 'fw-dropped'), [10, 1010, 3010, 7010]);
});

test('a request whose first SYN was over the limit comes through with the next', () => {
  const limited: Rule = { ...accept443, limit: { per_second: 1, burst: 1 } };
  const run = site(dropAllBut(established, limited));
  const requests = [{ t_ms: 0 }, { t_ms: 5 }];
  const trace = play({ ...run, workload: { mode: 'given', requests } });
  assert.deepEqual(fate(trace, 0), { outcome: 'answered', ms: 22 });
  assert.deepEqual(fate(trace, 1), { outcome: 'answered', ms: 1022 });
  const steps = lifeOf(trace, 1).map(({ kind, rule }) => [kind, rule]);
  assert.deepEqual(steps.slice(0, 3), [
    ['forth', undefined],
    ['lost', packRule(0, -1)],
    ['forth', undefined],
  ]);
});

test('a reject refuses at once', () => {
  const trace = play(site(dropAllBut(established, { verdict: 'reject' })));
  assert.deepEqual(fate(trace), { outcome: 'failed', ms: 20 });
});

test('refusals by ICMP are limited: the fourth in a row comes with the next SYN', () => {
  const run = site(dropAllBut(established, { verdict: 'reject' }));
  const requests = [0, 1, 2, 3].map((t_ms) => ({ t_ms }));
  const trace = play({ ...run, workload: { mode: 'given', requests } });
  assert.deepEqual(
    requests.map((_, request) => fate(trace, request)),
    [20, 20, 20, 1020].map((ms) => ({ outcome: 'failed', ms })),
  );
  const reset = { verdict: 'reject', reject_with: 'tcp-reset' } as const;
  const unlimited = play({ ...site(dropAllBut(reset)), workload: { mode: 'given', requests } });
  assert.equal(fate(unlimited, 3).ms, 20);
});

test('a host’s own firewall guards it from other machines, and counts', () => {
  const closed = play(site(dropAllBut(established, accept443), dropAllBut(established)));
  assert.equal(fate(closed).outcome, 'dropped');
  const only = { verdict: 'accept', ports: [3306], from: ['web'] } as const;
  const open = play(site(dropAllBut(established, accept443), dropAllBut(established, only)));
  assert.deepEqual(fate(open), { outcome: 'answered', ms: 22 });
  const [edge, back] = firewallAt(open, 10_000_000);
  assert.equal(edge?.owner, 'fw');
  assert.deepEqual(
    [...(edge?.packets ?? [])],
    [
      [packRule(0, 1), 1],
      [packRule(0, 0), 1],
    ],
  );
  assert.equal(back?.owner, 'back');
  assert.deepEqual([...(back?.packets ?? [])], [[packRule(0, 1), 1]]);
});

test('a firewall in the way counts what each of its rules dropped', () => {
  const run = site(dropAllBut(established, { verdict: 'drop', ports: [443] }));
  const requests: GivenRequest[] = [{ t_ms: 0 }, { t_ms: 100 }, { t_ms: 200 }];
  const trace = play({ ...run, workload: { mode: 'given', requests } });
  const [state] = firewallAt(trace, 500_000);
  assert.equal(state?.dropped, 3);
  assert.equal(state?.packets.get(packRule(0, 1)), 3);
  assert.deepEqual(state?.last, { rule: packRule(0, 1), tUs: 210_000 });
});

test('rules replaced in mid-run leave open connections alone where `established` is accepted', () => {
  const requests = [0, 100, 3000, 3100].map((t_ms) => ({ t_ms }));
  const kept = (hostFilter: readonly Chain[], later: readonly Chain[]): Run => {
    const run = site(dropAllBut(established, accept443), hostFilter);
    return {
      ...run,
      hosts: run.hosts.map((host) =>
        host.id === 'back' ? { ...host, rulesets: { later } } : host,
      ),
      workload: { mode: 'given', requests },
      events: [{ t_ms: 2000, component: 'back', action: 'rules', value: 'later' }],
    };
  };
  const before = dropAllBut(established, { verdict: 'accept', ports: [3306] });
  // The web server's connection to the database was opened by the first request.
  const alive = play(kept(before, dropAllBut(established)));
  assert.deepEqual(
    requests.map((_, request) => fate(alive, request).outcome),
    ['answered', 'answered', 'answered', 'answered'],
  );
  const cut = play(kept(before, dropAllBut()));
  assert.deepEqual(
    requests.map((_, request) => fate(cut, request).outcome),
    ['answered', 'answered', 'dropped', 'dropped'],
  );
  assert.equal(timesOf(alive, 'fw-replaced')[0], 2000);
  assert.equal(firewallAt(alive, 2_500_000)[1]?.ruleset, 1);
});

test('requests may come from other clients and go to other components', () => {
  const run = site(dropAllBut(established, accept443));
  const scanned: Run = {
    ...run,
    components: [
      ...run.components,
      { id: 'scanner', kind: 'client', title: 'Scanner', settings: { timeout_ms: 500 } },
    ],
    links: [
      ...run.links,
      { from: 'scanner', to: 'fw', latency_ms: 5 },
      { from: 'fw', to: 'db', latency_ms: 1 },
    ],
    workload: {
      mode: 'open-loop',
      shape: 'steady',
      rate: 1,
      until_ms: 1500,
      also: [{ t_ms: 100, from: 'scanner', to: 'db', client: '203.0.113.66' }],
    },
  };
  const trace = play(scanned);
  const bad = trace.requests.address.indexOf(0xcb007142);
  assert.deepEqual(fate(trace, bad), { outcome: 'dropped', ms: 500 });
  assert.deepEqual(
    [0, 1, 2].filter((request) => request !== bad).map((request) => fate(trace, request).outcome),
    ['answered', 'answered'],
  );
});
