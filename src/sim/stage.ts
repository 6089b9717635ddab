/**
 * A stage that does work: web server, application server, database. It serves up to `workers` requests at once, first
 * come first served; a request holds its worker until it is answered, also while it waits for the stage behind.
 */
import type { Network, Node } from './network.ts';
import { createQueue } from './queue.ts';
import { createDraw, exponentialUs } from './random.ts';
import type { Requests } from './requests.ts';
import type { ComponentKind } from './run.ts';
import type { Settings } from './settings.ts';

export interface StageOptions {
  readonly component: number;
  readonly kind: Extract<ComponentKind, 'web' | 'app' | 'database'>;
  readonly settings: Settings<'database'> & Partial<Settings<'web'>>;
  readonly requests: Requests;
}

/** A request in the stage, over the link that it came by. */
interface Visit {
  readonly request: number;
  readonly via: number;
  state: 'waiting' | 'served' | 'gone';
}

/** A reverse proxy answers 502 when the stage behind it refuses or cuts the connection; a program, 500. */
const statusOfFailure = { web: 502, app: 500, database: 500 } as const;

export function createStage(network: Network, options: StageOptions): Node {
  const { component, settings, kind } = options;
  const { agenda, recorder, run } = network;
  const [behind] = network.linksFrom(component);
  const workers = settings.workers === 0 ? Infinity : settings.workers;
  const drawService = createDraw(run.seed, run.components[component]?.id ?? '', 'service');
  const visits = new Map<number, Visit>();
  const waiting = createQueue<Visit>();
  let busy = 0;
  /** Workers that will never finish while the stage hangs. */
  let stuck = 0;

  function start(visit: Visit) {
    visit.state = 'served';
    busy += 1;
    const lengthUs = serviceUs(visit.request);
    recorder.event('start', component, visit.request, lengthUs, busy);
    agenda.after(lengthUs, () => {
      if (visit.state === 'served') finish(visit);
    });
  }

  function serviceUs(request: number): number {
    const given = behind ? undefined : options.requests.givenServiceUs(request);
    if (given !== undefined) return given;
    const meanUs = settings.service_ms * 1000;
    if (settings.service === 'constant') return meanUs;
    return exponentialUs(meanUs, drawService(request));
  }

  function finish(visit: Visit) {
    const { request, via } = visit;
    if (network.faults[component] === 'hang') {
      stuck += 1;
      visits.delete(request);
      network.hang(request, via);
      return;
    }
    recorder.event('finish', component, request);
    if (!behind) {
      leave(visit);
      network.answer(request, via, 200, 'served');
      return;
    }
    network.send(request, behind.index);
    if (settings.proxy_read_timeout_ms === undefined) return;
    agenda.after(settings.proxy_read_timeout_ms * 1000, () => {
      if (visit.state === 'gone') return;
      leave(visit);
      network.answer(request, via, 504, 'upstream-timeout');
    });
  }

  function leave(visit: Visit) {
    if (visit.state === 'served') busy -= 1;
    visit.state = 'gone';
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
      const visit: Visit = { request, via, state: 'waiting' };
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
      leave(visit);
      network.pass(request, visit.via, status);
    },
    failed(request) {
      const visit = visits.get(request);
      if (!visit) return;
      leave(visit);
      network.answer(request, visit.via, statusOfFailure[kind], 'upstream-refused');
    },
    faulted(fault) {
      if (fault === 'refuse') {
        // A process that ends takes its connections with it, those of waiting requests too.
        for (const visit of visits.values()) {
          visit.state = 'gone';
          network.cut(visit.request, visit.via);
        }
        visits.clear();
        waiting.clear();
        busy = 0;
        stuck = 0;
      } else if (fault !== 'hang') {
        busy -= stuck;
        stuck = 0;
        startWaiting();
      }
    },
  };
}
