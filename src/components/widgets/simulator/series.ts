/** What the charts show of a trace: numbers at regular moments, each over the window that ends there. */
import { percentileOf } from '#sim/metric.ts';
import { actions } from '#sim/run.ts';
import { resolveSettings } from '#sim/settings.ts';
import { eventKinds, outcomes, type Trace } from '#sim/trace.ts';

export interface Series {
  readonly stepUs: number;
  /** Rates are of the last `windowUs`, latencies and shares of the last two of these. */
  readonly windowUs: number;
  readonly timesUs: readonly number[];
  /** Requests per second, by how they ended, at the moment when they did. */
  readonly answered: readonly number[];
  readonly failed: readonly number[];
  readonly dropped: readonly number[];
  /** Milliseconds, of the requests that were answered or failed; NaN where none was. */
  readonly p50: readonly number[];
  readonly p95: readonly number[];
  readonly p99: readonly number[];
  /** The most requests that waited at once, in the step before: for a worker, or in the load balancer. */
  readonly queue: readonly number[];
  /** For each server its part of the load balancer's choices, 0 to 1; NaN where there was none. */
  readonly shares: readonly (readonly number[])[];
}

/** The components that a load balancer chooses among, in order of declaration. */
export function serversOf({ run }: Pick<Trace, 'run'>): readonly number[] {
  return run.components.flatMap(({ kind }, index) => (kind === 'web' ? [index] : []));
}

const steps = 100;
const stepsInWindow = 5;
const shortestStepUs = 50_000;

export function seriesOf(trace: Trace): Series {
  const { endUs, requests } = trace;
  const wished = Math.ceil(endUs / steps / shortestStepUs) * shortestStepUs;
  const stepUs = Math.max(wished, 1_000_000 / stepsInWindow);
  const count = Math.ceil(endUs / stepUs) + 1;
  const windowUs = stepUs * stepsInWindow;
  /** The step that ends at or after the moment. */
  const stepAt = (tUs: number) => Math.min(Math.ceil(tUs / stepUs), count - 1);
  const zeros = () => new Array<number>(count).fill(0);

  const ended = { answered: zeros(), failed: zeros(), dropped: zeros() };
  const latencies: number[][] = Array.from({ length: count }, () => []);
  for (let row = 0; row < requests.length; row++) {
    const outcome = outcomes[requests.outcome[row] ?? 0];
    if (outcome === undefined || outcome === 'in-flight') continue;
    const end = requests.endUs[row] ?? 0;
    const counts = ended[outcome];
    counts[stepAt(end)] = (counts[stepAt(end)] ?? 0) + 1;
    if (outcome !== 'dropped') {
      latencies[stepAt(end)]?.push((end - (requests.arrivalUs[row] ?? 0)) / 1000);
    }
  }
  const perSecond = (counts: readonly number[]) =>
    sliding(counts, stepsInWindow).map((sum, step) => {
      const seconds = Math.min(step * stepUs, windowUs) / 1_000_000;
      return seconds === 0 ? 0 : sum / seconds;
    });
  const recent = latencies.map((_, step) =>
    latencies.slice(Math.max(0, step - 2 * stepsInWindow + 1), step + 1).flat(),
  );
  const percentile = (p: number) => recent.map((values) => percentileOf(values, p) ?? NaN);

  const servers = serversOf(trace);
  const chosen = servers.map(zeros);
  const queue = zeros();
  let filled = 0;
  let waited = 0;
  follow(trace, (tUs, server, waiting) => {
    const step = stepAt(tUs);
    // Who waits at the beginning of a step, waits in it.
    while (filled < step) queue[++filled] = waited;
    queue[step] = Math.max(queue[step] ?? 0, waiting);
    waited = waiting;
    const counts = chosen[servers.indexOf(server)];
    if (counts) counts[step] = (counts[step] ?? 0) + 1;
  });
  const sums = chosen.map((counts) => sliding(counts, 2 * stepsInWindow));
  const totals = zeros().map((_, step) => sums.reduce((sum, each) => sum + (each[step] ?? 0), 0));

  return {
    stepUs,
    windowUs,
    timesUs: zeros().map((_, step) => Math.min(step * stepUs, endUs)),
    answered: perSecond(ended.answered),
    failed: perSecond(ended.failed),
    dropped: perSecond(ended.dropped),
    p50: percentile(50),
    p95: percentile(95),
    p99: percentile(99),
    queue,
    shares: sums.map((each) =>
      each.map((sum, step) => (totals[step] ? sum / (totals[step] ?? 1) : NaN)),
    ),
  };
}

/** The step at which the numbers of a moment are. */
export function stepOf({ stepUs, timesUs }: Series, tUs: number): number {
  return Math.min(Math.floor(tUs / stepUs + 1e-9), timesUs.length - 1);
}

/** At each step the sum of the last `length` ones. */
function sliding(counts: readonly number[], length: number): number[] {
  let sum = 0;
  return counts.map((count, step) => {
    sum += count - (counts[step - length] ?? 0);
    return sum;
  });
}

/** Goes through the events after which a queue may be longer or shorter, or which choose a server (else -1). */
function follow(
  { run, events, endUs }: Trace,
  seen: (tUs: number, server: number, waiting: number) => void,
) {
  const workers = run.components.map(({ settings }) => {
    const given = resolveSettings('database', settings).workers;
    return given === 0 ? Infinity : given;
  });
  const atStages = run.components.map(() => 0);
  const inBalancer = new Map<number, number>();
  const queuedAt = new Map<number, number>();
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0);
  let waiting = 0;

  for (let row = 0; row < events.length; row++) {
    const component = events.component[row] ?? 0;
    const request = events.request[row] ?? -1;
    const a = events.a[row] ?? 0;
    const b = events.b[row] ?? 0;
    let server = -1;
    switch (events.kind[row]) {
      case eventKinds.queue.code:
        atStages[component] = a;
        queuedAt.set(request, component);
        break;
      case eventKinds.start.code:
        // While a worker is left over nobody waits.
        if (b < (workers[component] ?? Infinity)) atStages[component] = 0;
        else if (queuedAt.get(request) === component) {
          atStages[component] = Math.max(0, (atStages[component] ?? 0) - 1);
        }
        queuedAt.delete(request);
        break;
      case eventKinds.fault.code:
        if (actions[a] === 'refuse') atStages[component] = 0;
        break;
      case eventKinds.enqueue.code:
      case eventKinds.dequeue.code:
        inBalancer.set(a, b);
        break;
      case eventKinds.choose.code:
        server = a;
        break;
      default:
        continue;
    }
    if (server < 0) waiting = sum(atStages) + sum(inBalancer.values());
    seen(events.tUs[row] ?? 0, server, waiting);
  }
  seen(endUs, -1, waiting);
}
