import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAgenda } from '../agenda.ts';
import { createRandom } from '../random.ts';
import { createCpu } from './cpu.ts';

/** When each job, given as arrival and work in µs, is done on so many cores. */
function completions(cores: number, jobs: readonly (readonly [tUs: number, workUs: number])[]) {
  const agenda = createAgenda();
  const cpu = createCpu(agenda, cores);
  const done: number[] = [];
  jobs.forEach(([tUs, workUs], job) => {
    agenda.at(tUs, () => {
      cpu.run(workUs, () => {
        done[job] = agenda.nowUs;
      });
    });
  });
  agenda.run(1e12);
  return done;
}

test('a job alone takes as long as its work, whatever the number of cores', () => {
  assert.deepEqual(completions(1, [[10, 1000]]), [1010]);
  assert.deepEqual(completions(8, [[10, 1000]]), [1010]);
});

test('two jobs on one core go at half the speed while both are there', () => {
  // Together from 400 on; the first has 600 left and is done at 1600, when the other has 400 left.
  assert.deepEqual(completions(1, [[0, 1000], [400, 1000]]), [1600, 2000]); // prettier-ignore
});

test('a job uses one core at most', () => {
  assert.deepEqual(completions(2, [[0, 1000], [0, 500]]), [1000, 500]); // prettier-ignore
});

test('three equal jobs on two cores take half as long again', () => {
  assert.deepEqual(completions(2, [[0, 1000], [0, 1000], [0, 1000]]), [1500, 1500, 1500]); // prettier-ignore
});

test('a job is done at the first whole µs at which its work is', () => {
  // A third of a core each: 10 µs of work take 30; then 1 µs is left for each of two.
  assert.deepEqual(completions(1, [[0, 10], [0, 11], [0, 11]]), [30, 32, 32]); // prettier-ignore
  // Seven at once, 1 µs each, on two cores: 3.5 µs.
  assert.deepEqual(
    new Set(
      completions(
        2,
        Array.from({ length: 7 }, () => [0, 1]),
      ),
    ),
    new Set([4]),
  );
});

test('a job that is taken away leaves its share to the others and is never done', () => {
  const agenda = createAgenda();
  const cpu = createCpu(agenda, 1);
  const done: string[] = [];
  const first = cpu.run(1000, () => done.push(`first at ${agenda.nowUs}`));
  cpu.run(1000, () => done.push(`second at ${agenda.nowUs}`));
  agenda.at(600, () => {
    first.cancel();
    first.cancel();
  });
  agenda.run(10_000);
  assert.deepEqual(done, ['second at 1300']);
});

test('no core is idle while there is a job for it, and none does more than it can', () => {
  const random = createRandom(7, 'jobs');
  for (const cores of [1, 2, 3]) {
    const jobs = Array.from({ length: 400 }, () => [0, Math.ceil(random() * 5000)] as const);
    const work = jobs.reduce((sum, [, workUs]) => sum + workUs, 0);
    const last = Math.max(...completions(cores, jobs));
    const longest = Math.max(...jobs.map(([, workUs]) => workUs));
    // Each completion may be rounded up by less than 1 µs; at the end fewer jobs than cores are left.
    assert.ok(last >= work / cores - 1e-3, `${last} for ${work} on ${cores}`);
    assert.ok(last <= work / cores + jobs.length + longest, `${last} for ${work} on ${cores}`);
    if (cores === 1) assert.ok(last <= work + jobs.length);
  }
});
