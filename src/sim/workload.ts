/** Requests come into being: when, from which address, to read or to write. */
import type { Agenda } from './agenda.ts';
import { burstArrivals, burstsOf } from './bursts.ts';
import { createDraw, createRandom, exponentialUs } from './random.ts';
import type { GivenRequest, Run, Workload } from './run.ts';
import { dailyCourse, varyingArrivals } from './varying.ts';

/**
 * Called once for each request; `ended` is to be called when it has its answer.
 * @param given What is given of it, as an index in `givenRequests(run)`; -1 for nothing.
 */
export type Arrive = (address: number, write: boolean, given: number, ended?: () => void) => void;

/** An IPv4 address as a number. @throws Error when it is not one. */
export function parseAddress(address: string): number {
  const octets = address.split('.').map(Number);
  const isAddress = octets.length === 4 && octets.every((octet) => octet >= 0 && octet <= 255);
  if (!isAddress) throw new Error(`“${address}” is not an IPv4 address.`);
  return octets.reduce((number, octet) => number * 256 + octet, 0);
}

/** The clients of a workload that names none: 198.51.100.1 to .250, of the block that RFC 5737 keeps for documentation. */
const documentationBlock = parseAddress('198.51.100.1');
const documentationHosts = 250;

/** Puts the arrivals of the run's workload on the agenda, each from the one before it. */
export function startWorkload(run: Run, agenda: Agenda, arrive: Arrive): void {
  const { workload, seed } = run;
  const named = workload.clients?.map(parseAddress);
  const drawAddress = createDraw(seed, 'workload', 'address');
  const drawWrite = createDraw(seed, 'workload', 'write');
  const writeShare = workload.write_share ?? 0;

  function addressOf(request: number): number {
    const draw = drawAddress(request);
    if (!named) return documentationBlock + Math.floor(draw * documentationHosts);
    return named[Math.floor(draw * named.length)] ?? 0;
  }

  const writes = (request: number) => writeShare > 0 && drawWrite(request) < writeShare;

  /** @param offset The first one's index in `givenRequests(run)`. */
  function startGiven(requests: readonly GivenRequest[], offset: number) {
    const send = (given: GivenRequest, place: number) => {
      const address = given.client ? parseAddress(given.client) : addressOf(place);
      arrive(address, given.write ?? writes(place), offset + place, () => {
        requests.forEach((next, index) => {
          if (next.after_request !== place) return;
          agenda.after(Math.round(next.t_ms * 1000), () => {
            send(next, index);
          });
        });
      });
    };
    for (const [place, given] of requests.entries()) {
      if (given.after_request !== undefined) continue;
      agenda.at(Math.round(given.t_ms * 1000), () => {
        send(given, place);
      });
    }
  }

  const besides = workload.also ?? [];
  startGiven(besides, 0);
  switch (workload.mode) {
    case 'open-loop':
      startOpenLoop(run, workload, agenda, (request) => {
        arrive(addressOf(request), writes(request), -1);
      });
      break;
    case 'closed-loop':
      startClosedLoop(workload, agenda, (request, ended) => {
        arrive(addressOf(request), writes(request), -1, ended);
      });
      break;
    case 'given':
      startGiven(workload.requests, besides.length);
  }
}

function startOpenLoop(
  run: Run,
  workload: Extract<Workload, { mode: 'open-loop' }>,
  agenda: Agenda,
  arrive: (request: number) => void,
) {
  const startUs = (workload.start_ms ?? 0) * 1000;
  const untilUs = (workload.until_ms ?? run.duration_ms) * 1000;
  const nextUs = arrivalsOf(run, workload, agenda, startUs);
  let sent = 0;

  function schedule() {
    const tUs = nextUs();
    if (tUs <= untilUs) agenda.at(tUs, next);
  }
  function next() {
    arrive(sent);
    sent += 1;
    schedule();
  }
  schedule();
}

const dayMs = 86_400_000;

/** Tells one arrival after the other, in µs. */
function arrivalsOf(
  run: Run,
  workload: Extract<Workload, { mode: 'open-loop' }>,
  agenda: Agenda,
  startUs: number,
): () => number {
  const meanGapUs = 1_000_000 / workload.rate;
  switch (workload.shape) {
    case 'steady': {
      // Counted from the start, so that rounding to whole µs does not add up.
      let sent = 0;
      return () => startUs + Math.round(sent++ * meanGapUs);
    }
    case 'poisson': {
      const gap = createRandom(run.seed, 'workload', 'gap');
      return () => Math.max(agenda.nowUs, startUs) + exponentialUs(meanGapUs, gap());
    }
    case 'burst':
      return burstArrivals(burstsOf(workload), startUs);
    case 'daily': {
      const day = dailyCourse(workload.rate, workload.period_ms ?? dayMs);
      return varyingArrivals(day, startUs, createRandom(run.seed, 'workload', 'gap'));
    }
    case 'course': {
      const steps = (workload.steps ?? []).map(({ t_ms, rate }) => ({ fromUs: t_ms * 1000, rate }));
      const pieces = [{ fromUs: 0, rate: workload.rate }, ...steps];
      return varyingArrivals({ pieces }, startUs, createRandom(run.seed, 'workload', 'gap'));
    }
  }
}

function startClosedLoop(
  workload: Extract<Workload, { mode: 'closed-loop' }>,
  agenda: Agenda,
  arrive: (request: number, ended: () => void) => void,
) {
  let sent = 0;
  const next = () => {
    if (sent === workload.count) return;
    // A new event for each request: with no delay anywhere, answers would call each other without end.
    agenda.after(0, send);
  };
  const send = () => {
    if (sent === workload.count) return;
    sent += 1;
    arrive(sent - 1, next);
  };
  for (let client = 0; client < workload.concurrency; client++) {
    agenda.at((workload.start_ms ?? 0) * 1000, send);
  }
}
