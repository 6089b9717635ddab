/** Plays a run from beginning to end and returns everything that happened in it. */
import { createAgenda } from './agenda.ts';
import { createClient, type Client } from './client.ts';
import { createFirewall } from './firewall.ts';
import { createNetwork, type Node } from './network.ts';
import { createPaths } from './paths.ts';
import type { Programs } from './programs.ts';
import { createRecorder } from './recorder.ts';
import type { Requests } from './requests.ts';
import type { Component, Run } from './run.ts';
import { resolveSettings } from './settings.ts';
import { createStage } from './stage.ts';
import type { Trace } from './trace.ts';
import { startWorkload } from './workload.ts';

export interface SimulateOptions {
  /** False leaves the trace's table of events empty, for long runs of which only the requests matter. */
  readonly keepEvents?: boolean;
  /** Told from time to time which part of the run, 0 to 1, is played. */
  readonly progress?: (part: number) => void;
}

/**
 * The same run gives the same trace in every browser. At equal times the run's own events come first.
 * @throws Error when the run names a component, or needs a program, that is not there.
 */
export function simulate(run: Run, programs: Programs, options: SimulateOptions = {}): Trace {
  const agenda = createAgenda();
  const recorder = createRecorder(agenda, options.keepEvents ?? true);
  const network = createNetwork(run, agenda, recorder);
  const requests: Requests = { addressOf: recorder.addressOf, pathOf: createPaths(run) };
  /** What the run's events, and the workload, wait for: the end of a request. */
  const answered = new Map<number, (() => void)[]>();
  const workloadWaits = new Map<number, () => void>();
  let client: Client | undefined;
  let givenServiceUs: (request: number) => number | undefined = () => undefined;

  for (const event of run.events) {
    const component = run.components.findIndex(({ id }) => id === event.component);
    if (component < 0) throw new Error(`There is no component “${event.component}”.`);
    const happen = () => {
      network.act(component, event.action);
    };
    if (event.after_request === undefined) agenda.at(Math.round(event.t_ms * 1000), happen);
    else answered.set(event.after_request, [...(answered.get(event.after_request) ?? []), happen]);
  }

  run.components.forEach((component, index) => {
    const node = create(component, index);
    network.attach(index, node);
  });
  if (!client) throw new Error('A run needs a component of kind “client”.');
  const source: Client = client;

  givenServiceUs = startWorkload(run, agenda, (address, write, ended) => {
    const request = source.request(address, write);
    if (ended) workloadWaits.set(request, ended);
    return request;
  });
  const endUs = run.duration_ms * 1000;
  const slices = options.progress ? 50 : 1;
  for (let slice = 1; slice <= slices; slice++) {
    agenda.run(Math.floor((endUs * slice) / slices));
    options.progress?.(slice / slices);
  }
  return recorder.finish(run, endUs);

  function ended(request: number) {
    answered.get(request)?.forEach((happen) => {
      happen();
    });
    workloadWaits.get(request)?.();
    workloadWaits.delete(request);
  }

  function create(component: Component, index: number): Node {
    const { kind, settings } = component;
    switch (kind) {
      case 'client':
        client = createClient(network, index, resolveSettings('client', settings), ended);
        return client;
      case 'firewall':
        return createFirewall(network, index);
      case 'load-balancer': {
        const software = component.software === 'nginx' ? 'nginx' : 'haproxy';
        const factory = programs[software];
        if (!factory) throw new Error(`The program “${software}” was not handed to simulate().`);
        return factory(network, index, requests);
      }
      default:
        return createStage(network, {
          component: index,
          kind,
          settings: resolveSettings(kind, settings),
          givenServiceUs: (request) => givenServiceUs(request),
        });
    }
  }
}
