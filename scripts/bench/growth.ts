/** What a run costs as it gets longer or wider: time, and memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { allModules } from '#sim/all-modules.ts';
import type { Run } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { balancedRun } from '#sim/theory/stations.ts';
import { median, cpuMillisecondsOf } from './clock.ts';
import { kilobytes, ms, printHead, printRow, times } from './report.ts';

const rounds = 3;

/** A loaded site: `servers` servers behind HAProxy, each 70 % busy. */
const site = (servers: number, requests: number): Run =>
  balancedRun(
    { rate: 35 * servers, service: 20, requests, seed: 1, settings: {} },
    servers,
    'roundrobin',
  );

const timeOf = (run: Run): number =>
  median(Array.from({ length: rounds }, () => cpuMillisecondsOf(() => simulate(run, allModules))));

export function growth(): void {
  printHead('Growth');
  timeOf(site(10, 10_000));
  const requests = 20_000;
  let first = 0;
  for (const servers of [1, 10, 100, 1000]) {
    const took = timeOf(site(servers, requests));
    first ||= took;
    printRow([
      `20,000 requests, servers: ${servers}`,
      `${ms(took)}, ${times(took / first)} one server`,
    ]);
  }
  let perRequest = 0;
  for (const number of [1e3, 1e4, 1e5, 1e6]) {
    // Short runs are played many times over, since a clock of the processor is coarse.
    const repeats = Math.max(1, 1e5 / number);
    const run = site(4, number);
    const took =
      cpuMillisecondsOf(() => {
        for (let repeat = 0; repeat < repeats; repeat++) simulate(run, allModules);
      }) / repeats;
    const each = took / number;
    perRequest ||= each;
    printRow([
      `${number.toLocaleString('en')} requests, servers: 4`,
      `${ms(took)}, ${times(each / perRequest)} the time per request of 1,000`,
    ]);
  }
}

export function memory(): void {
  printHead('Memory');
  const requests = 100_000;
  for (const keepEvents of [false, true]) {
    const run = site(4, requests);
    const before = usedBytes();
    const trace = simulate(run, allModules, { keepEvents });
    const held = usedBytes() - before;
    printRow([
      `a trace, tracing ${keepEvents ? 'on' : 'off'}, per 1,000 requests (${(trace.events.length / trace.requests.length).toFixed(0)} events each)`,
      kilobytes((1000 * held) / trace.requests.length),
    ]);
  }
}

/** Of the heap and of typed arrays, once what is not needed is collected. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
