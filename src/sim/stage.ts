/**
 * A stage that does work: web server, application server, database. It serves up to `workers` requests at once, first
 * come first served; a request holds its worker until it is answered, also while it waits for the stage behind.
 */
import type { Job } from './host/cpu.ts';
import type { Network, Node } from './network.ts';
import { createQueue } from './queue.ts';
import { createRequestMap } from './request-map.ts';
import type { Requests } from './requests.ts';
import type { ComponentKind } from './run.ts';
import { createServiceTimes } from './service-times.ts';
import type { Settings } from './settings.ts';
import type { AnswerReason } from './trace.ts';
import { createWays } from './ways.ts';

export interface StageOptions {
  readonly component: number;
  readonly kind: Extract<ComponentKind, 'web' | 'app' | 'database'>;
  readonly settings: StageSettings;
  readonly requests: Requests;
  /**
   * Of the last stage: carries a request out once its work is done, and says what comes of it. Without, it is answered with
   * 200.
   */
  readonly execute?: (
    request: number,
    done: (status: number, reason: AnswerReason) => void,
  ) => void;
}

/** What every kind of stage has, and what only some have. */
type StageSettings = Pick<
  Settings<'app'>,
  keyof Settings<'web'> & keyof Settings<'app'> & keyof Settings<'database'>
> &
  Partial<Settings<'web'> & Settings<'app'> & Settings<'database'>>;

/** A request in the stage, over the link that it came by. */
interface Visit {
  readonly request: number;
  readonly via: number;
  /** Counts the visits to the stage. */
  readonly number: number;
  state: 'waiting' | 'served' | 'gone';
  /** Its work, where the host's cores are counted. */
  job: Job | undefined;
}

/** A reverse proxy answers 502 when the stage behind it refuses or cuts the connection; a program, 500. */
const statusOfFailure = { web: 502, app: 500, database: 500 } as const;

/** A database answers with its own error numbers, such as 1040, where others have a status. */
const isDatabaseError = (status: number) => status >= 1000;

export function createStage(network: Network, options: StageOptions): Node {
  const { component, settings, kind, requests } = options;
  const { agenda, recorder, run } = network;
  const ways = createWays(network, options);
  const workers = settings.workers === 0 ? Infinity : settings.workers;
  const workOf = createServiceTimes(run.seed, run.components[component]?.id ?? '', settings);
  const process = network.operations?.createProcess(network, component, settings);
  const machine = network.machines[component];
  /** Whether it matters how many requests it holds. */
  const counts = machine?.memory !== undefined;
  const diskUs = (settings.disk_ms ?? 0) * 1000;
  const visits = createRequestMap<Visit>();
  let visited = 0;
  const waiting = createQueue<Visit>();
  let busy = 0;
  /** Workers that will never finish while the stage hangs. */
  let stuck = 0;

  function start(visit: Visit) {
    visit.state = 'served';
    busy += 1;
    const lengthUs = serviceUs(visit.request);
    recorder.event('start', component, visit.request, lengthUs, busy);
    if (machine?.cpu)
      visit.job = machine.cpu.run(lengthUs, () => {
        done(visit.request, visit.number);
      });
    else agenda.call(lengthUs, done, visit.request, visit.number);
    if (counts) process?.hold(busy);
  }

  /** Its work is done, if the request is still here for this visit. */
  function done(request: number, number: number) {
    const visit = visits.get(request);
    if (visit?.number === number) finish(visit);
  }

  function serviceUs(request: number): number {
    const given = goesOn(request) ? undefined : requests.givenServiceUs(request);
    return given ?? workOf(request, requests.slowdown(request));
  }

  /** Whether it needs what is behind the stage. */
  function goesOn(request: number): boolean {
    return ways.goOn && !(kind === 'web' && requests.isStatic(request));
  }

  function finish(visit: Visit) {
    const { request } = visit;
    if (network.faults[component] === 'hang') {
      stuck += 1;
      visits.delete(request);
      network.hang(request, visit.via);
    } else if (process && kind === 'app' && requests.crashes(request, process.version())) {
      process.crash(request);
    } else if (diskUs > 0 && requests.writes(request)) {
      write(visit);
    } else {
      goOn(visit);
    }
  }

  /** To the host's disk, after the writes of everything else on the host. */
  function write(visit: Visit) {
    const waitUs = machine?.disk.write(diskUs, () => {
      if (visit.state === 'served') goOn(visit);
    });
    recorder.event('disk', component, visit.request, waitUs, diskUs);
  }

  function goOn(visit: Visit) {
    const { request } = visit;
    recorder.event('finish', component, request);
    if (!goesOn(request)) {
      if (options.execute) options.execute(request, (...answer) => answerSelf(visit, ...answer));
      else answerSelf(visit, 200, 'served');
      return;
    }
    const way = ways.next(request);
    if (!way) {
      answerSelf(visit, statusOfFailure[kind], 'no-database');
      return;
    }
    network.send(request, way.index);
    const limitMs = settings.proxy_read_timeout_ms ?? settings.database_timeout_ms ?? null;
    if (limitMs === null) return;
    agenda.after(limitMs * 1000, () => {
      answerSelf(visit, kind === 'web' ? 504 : statusOfFailure[kind], 'upstream-timeout');
    });
  }

  function answerSelf(visit: Visit, status: number, reason: AnswerReason) {
    if (visit.state === 'gone') return;
    leave(visit);
    network.answer(visit.request, visit.via, status, reason);
  }

  function leave(visit: Visit) {
    if (visit.state === 'served') {
      busy -= 1;
      if (counts) process?.hold(busy);
    }
    visit.state = 'gone';
    visit.job?.cancel();
    visits.delete(visit.request);
    startWaiting();
  }

  function startWaiting() {
    while (busy < workers && waiting.length > 0) {
      const next = waiting.shift();
      if (next?.state === 'waiting') start(next);
    }
  }

  return {
    receive(request, via) {
      // The same request over another link: its first connection has been given up.
      const earlier = visits.get(request);
      if (earlier) leave(earlier);
      const visit: Visit = { request, via, number: visited++, state: 'waiting', job: undefined };
      visits.set(request, visit);
      if (busy < workers) {
        start(visit);
      } else {
        waiting.push(visit);
        recorder.event('queue', component, request, waiting.length);
      }
    },
    answered(request, _via, status) {
      const visit = visits.get(request);
      if (!visit) return;
      if (isDatabaseError(status)) {
        answerSelf(visit, statusOfFailure[kind], 'database-error');
        return;
      }
      leave(visit);
      network.pass(request, visit.via, status);
    },
    failed(request) {
      const visit = visits.get(request);
      if (!visit) return;
      leave(visit);
      network.answer(request, visit.via, statusOfFailure[kind], 'upstream-refused');
    },
    report: () => ({ busy, waiting: visits.size - busy + stuck }),
    acted: process?.acted,
    faulted(fault) {
      process?.faulted(fault);
      if (fault === 'refuse') {
        // A process that ends takes its connections with it, those of waiting requests too.
        const inOrder = visits.values().sort((one, other) => one.number - other.number);
        for (const visit of inOrder) {
          visit.state = 'gone';
          visit.job?.cancel();
          network.cut(visit.request, visit.via);
        }
        visits.clear();
        waiting.clear();
        busy = 0;
        stuck = 0;
      } else if (fault !== 'hang') {
        busy -= stuck;
        stuck = 0;
        process?.hold(busy);
        startWaiting();
      }
    },
  };
}
