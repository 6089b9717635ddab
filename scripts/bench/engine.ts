/** How fast the engine is, against simjs on the same machine in the same minute. */
import { allModules } from '#sim/all-modules.ts';
import { simulate } from '#sim/simulate.ts';
import { stationRun } from '#sim/theory/stations.ts';
import { median, ratio, takeTurns } from './clock.ts';
import { count, ms, printHead, printRow, times } from './report.ts';
import { richestScenario } from './richest.ts';
import { simjsQueue } from './simjs.ts';

const customers = 200_000;
const rounds = 15;

/** A scenario is short, and a clock of the processor coarse. */
const repeats = 10;

/** An arrival and a departure. */
const eventsPerCustomer = 2;

export function engine(): void {
  printHead('Engine');
  const queue = stationRun({
    rate: 800,
    service: 1,
    requests: customers,
    seed: 1,
    settings: { workers: 1, service: 'exponential' },
  });
  // By themselves, and before anything else has been played: the compiler knows of nothing but these.
  const [theirs = [], lean = []] = takeTurns(
    [() => simjsQueue(customers, 0.8, 1), () => simulate(queue, allModules, { keepEvents: false })],
    rounds,
  );
  const [full = []] = takeTurns([() => simulate(queue, allModules)], rounds);
  const speed = (took: readonly number[], events: number) =>
    `${count((1000 * events) / median(took))} events/s`;
  const queueEvents = eventsPerCustomer * customers;
  printRow(['M/M/1 in simjs', speed(theirs, queueEvents)]);
  printRow([
    'M/M/1, tracing off',
    `${speed(lean, queueEvents)}, ${times(ratio(theirs, lean))} simjs`,
    'at least 3 × simjs',
  ]);
  printRow([
    'M/M/1, tracing on',
    `${speed(full, queueEvents)}, ${times(ratio(theirs, full))} simjs`,
  ]);
  const { id, run } = richestScenario();
  const rows = simulate(run, allModules).events.length;
  const [richLean = [], rich = []] = takeTurns(
    [
      () => repeat(() => simulate(run, allModules, { keepEvents: false })),
      () => repeat(() => simulate(run, allModules)),
    ],
    rounds,
  );
  // In a richer run the events of the trace are counted, which are more than arrivals and departures.
  const perEvent = (took: readonly number[]) => took.map((each) => each / rows / repeats);
  const theirsPerEvent = theirs.map((each) => each / queueEvents);
  for (const [tracing, took] of [
    ['off', richLean],
    ['on', rich],
  ] as const) {
    printRow([
      `${id} (${run.components.length} components), tracing ${tracing}`,
      `${speed(took, rows * repeats)}, ${times(ratio(theirsPerEvent, perEvent(took)))} simjs`,
    ]);
  }
  printRow([`${id}: the whole run of ${run.duration_ms / 1000} s`, ms(median(rich) / repeats)]);
}

function repeat(work: () => unknown) {
  for (let time = 0; time < repeats; time++) work();
}
