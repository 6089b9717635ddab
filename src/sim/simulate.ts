/** Plays a run from beginning to end and returns everything that happened in it. */
import { createAgenda } from './agenda.ts';
import { createClient, type Client } from './client.ts';
import { createFirewall } from './firewall/node.ts';
import { createNetwork, type Node } from './network.ts';
import { createPaths, isStaticPath } from './paths.ts';
import { moduleOf, modulesOf, type Modules } from './modules.ts';
import { createRecorder } from './recorder.ts';
import type { Requests } from './requests.ts';
import { givenRequests, type Component, type Run } from './run.ts';
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
 * @throws Error when the run names a component, or needs a module, that is not there.
 */
export function simulate(run: Run, modules: Modules, options: SimulateOptions = {}): Trace {
  const agenda = createAgenda(run.duration_ms * 1000);
  const recorder = createRecorder(agenda, options.keepEvents ?? true);
  const needed = modulesOf(run);
  for (const name of needed) {
    if (!modules[name]) throw new Error(`The module “${name}” was not handed to simulate().`);
  }
  const operations = needed.has('operations') ? modules.operations : undefined;
  const network = createNetwork(run, agenda, recorder, modules.tls, operations);
  /** What the run's events, and the workload, wait for: the end of a request. */
  const answered = new Map<number, (() => void)[]>();
  const workloadWaits = new Map<number, () => void>();
  /** By id, in order of declaration: requests come from the first unless they say otherwise. */
  const clients = new Map<string, Client>();
  const { ordinalOf } = recorder;
  const allGiven = givenRequests(run);
  const given: Requests['given'] = (request) => allGiven[recorder.givenOf(request)];
  const pathOf = createPaths(run, recorder);
  const natures = operations?.createNatures(run, given, ordinalOf);
  const requests: Requests = {
    addressOf: recorder.addressOf,
    pathOf,
    writes: recorder.writes,
    given,
    givenServiceUs: (request) => {
      const ms = given(request)?.service_ms;
      return ms === undefined ? undefined : ms * 1000;
    },
    isStatic: (request) => isStaticPath(pathOf(request)),
    slowdown: natures?.slowdown ?? (() => 1),
    crashes: natures?.crashes ?? (() => false),
  };

  const wall = needed.has('firewall') ? modules.firewall?.(network, requests) : undefined;
  if (wall) network.protect(wall);

  for (const event of run.events) {
    const targets = componentsCalled(run, event.component);
    if (targets.length === 0) throw new Error(`There is no component “${event.component}”.`);
    const happen = () => {
      if (event.action === 'rules') wall?.replace(event.component, String(event.value));
      for (const target of targets) network.act(target, event.action, event.value);
    };
    if (event.after_request === undefined) agenda.at(Math.round(event.t_ms * 1000), happen);
    else answered.set(event.after_request, [...(answered.get(event.after_request) ?? []), happen]);
  }

  run.components.forEach((component, index) => {
    const node = create(component, index);
    network.attach(index, node);
  });
  const source = [...clients.values()][0];
  if (!source) throw new Error('A run needs a component of kind “client”.');

  startWorkload(run, agenda, (address, write, place, whenEnded) => {
    const from = allGiven[place]?.from;
    const client = from === undefined ? source : (clients.get(from) ?? source);
    const request = client.request(address, write, place);
    if (whenEnded) workloadWaits.set(ordinalOf(request), whenEnded);
  });
  const endUs = run.duration_ms * 1000;
  const slices = options.progress ? 50 : 1;
  for (let slice = 1; slice <= slices; slice++) {
    agenda.run(Math.floor((endUs * slice) / slices));
    options.progress?.(slice / slices);
  }
  return recorder.finish(run, endUs);

  function ended(request: number) {
    if (answered.size === 0) return;
    answered.get(request)?.forEach((happen) => {
      happen();
    });
  }

  function settled(request: number) {
    if (workloadWaits.size === 0) return;
    const ordinal = ordinalOf(request);
    workloadWaits.get(ordinal)?.();
    workloadWaits.delete(ordinal);
  }

  function create(component: Component, index: number): Node {
    const { kind, settings } = component;
    const name = moduleOf(run, component);
    const factory = name && modules[name];
    if (factory) return factory(network, index, requests);
    switch (kind) {
      case 'client': {
        const client = createClient(
          network,
          index,
          resolveSettings('client', settings),
          requests,
          { ended, settled },
          needed.has('names') ? modules.names?.(network, index) : undefined,
        );
        clients.set(component.id, client);
        return client;
      }
      case 'web':
      case 'app':
      case 'database':
        return createStage(network, {
          component: index,
          kind,
          settings: resolveSettings(kind, settings),
          requests,
        });
      default:
        return createFirewall(network, index, requests);
    }
  }
}

/** The indices of the component with this id, or of all components on the host with this id. */
function componentsCalled({ components }: Run, id: string): number[] {
  return components.flatMap((component, index) =>
    component.id === id || component.host === id ? [index] : [],
  );
}
