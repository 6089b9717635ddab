/** The systems of queueing theory as runs. */
import { allModules } from '../all-modules.ts';
import type { Host, Run } from '../run.ts';
import type { SettingValue } from '../settings.ts';
import { simulate } from '../simulate.ts';
import type { Trace } from '../trace.ts';
import type { Load } from './formulas.ts';

/** A load as runs have it: requests per second, and milliseconds. */
export interface Station extends Load {
  readonly requests: number;
  readonly seed: number;
  /** Of the stage, beside its mean service. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** Cores that the requests share, instead of waiting for a worker. */
  readonly cores?: number;
}

/** The load per millisecond, as formulas want it. */
export const perMillisecond = ({ rate, service }: Load): Load => ({ rate: rate / 1000, service });

/** Poisson arrivals at one stage, with nothing between it and its clients. */
export function stationRun({ rate, service, requests, seed, settings, cores }: Station): Run {
  const hosts: Host[] = cores === undefined ? [] : [{ id: 'machine', title: 'Machine', cores }];
  return {
    duration_ms: Math.ceil((1000 * requests) / rate),
    seed,
    hosts,
    components: [
      { id: 'users', kind: 'client', title: 'Users' },
      {
        id: 'web',
        kind: 'web',
        title: 'Web',
        settings: { service_ms: service, ...settings },
        ...(cores !== undefined && { host: 'machine' }),
      },
    ],
    links: [{ from: 'users', to: 'web' }],
    workload: { mode: 'open-loop', shape: 'poisson', rate },
    events: [],
  };
}

/** Poisson arrivals at HAProxy, which has `servers` servers with one worker each. */
export function balancedRun(
  { rate, service, requests, seed, settings }: Omit<Station, 'cores'>,
  servers: number,
  balance: string,
): Run {
  const ids = Array.from({ length: servers }, (_, index) => `web${index + 1}`);
  return {
    duration_ms: Math.ceil((1000 * requests) / rate),
    seed,
    hosts: [],
    components: [
      { id: 'users', kind: 'client', title: 'Users' },
      {
        id: 'lb',
        kind: 'load-balancer',
        software: 'haproxy',
        title: 'HAProxy',
        settings: { balance, check: 'off' },
      },
      ...ids.map((id) => ({
        id,
        kind: 'web' as const,
        title: id,
        settings: { workers: 1, service_ms: service, service: 'exponential', ...settings },
      })),
    ],
    links: [{ from: 'users', to: 'lb' }, ...ids.map((id) => ({ from: 'lb', to: id }))],
    workload: { mode: 'open-loop', shape: 'poisson', rate },
    events: [],
  };
}

/** How long each request of the run took, in ms, those that were not answered in time left out. */
export function sojourns(run: Run): number[] {
  return sojournsOf(simulate(run, allModules, { keepEvents: false }));
}

export function sojournsOf({ requests }: Trace): number[] {
  const times: number[] = [];
  for (let request = 0; request < requests.length; request++) {
    const endUs = requests.endUs[request] ?? -1;
    if (endUs >= 0) times.push((endUs - (requests.arrivalUs[request] ?? 0)) / 1000);
  }
  return times;
}
