/** Family L: round trips of connections, what handshakes cost a processor, and what is readable where TLS ends. */
import { allModules } from '#sim/all-modules.ts';
import type { Component, Run } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import {
  certificateShownBy,
  observe,
  readableText,
  seesRequests,
} from '#sim/tls/observer.ts';
import { encryptionOf } from '#sim/tls/encryption.ts';
import { eventKinds, type EventKind, type Trace } from '#sim/trace.ts';

type Settings = NonNullable<Component['settings']>;

export interface TlsRecording {
  readonly model: {
    readonly rtt_ms?: number;
    /** Whether clients, and the servers, are talked to in TLS, and what the load balancer takes the bytes for. */
    readonly frontend_tls?: boolean;
    readonly backend_tls?: boolean;
    readonly proxy_mode?: 'http' | 'tcp';
    readonly marker?: string;
  };
  readonly events: readonly {
    readonly count?: number;
    readonly path?: string;
    readonly header?: string;
  }[];
  readonly observed: {
    readonly summary?: Readonly<Record<string, RoundTrips>>;
    readonly haproxy?: Readonly<Record<string, Costs>>;
    readonly marker_in_plaintext?: {
      readonly client_to_lb: boolean;
      readonly lb_to_backend: boolean;
    };
    readonly certificate_shown_to_client?: string | null;
    readonly lb_log_shows_request?: boolean;
    readonly status?: number;
  };
}

interface RoundTrips {
  readonly total_rtts: number;
  readonly tcp_rtts: number;
  readonly tls_rtts: number;
  readonly first_request_rtts: number;
  readonly second_request_same_connection_rtts?: number;
}

interface Costs {
  readonly lb_cpu_ms_per_full_handshake?: readonly number[];
  readonly lb_cpu_ms_per_handshake?: readonly number[];
}

/** In round trips; and a part, for ratios of costs. */
const roundTripTolerance = 0.25;
const costTolerance = 0.15;

/** One line for each difference; none when the engine does the same. */
export function checkTls({ model, events, observed }: TlsRecording): string[] {
  const rttMs = model.rtt_ms ?? 0;
  return [
    ...Object.entries(observed.summary ?? {}).flatMap(([variant, recorded]) =>
      roundTripDifferences(variant, recorded, rttMs),
    ),
    ...costDifferences(observed.haproxy ?? {}, events[0]?.count ?? 1),
    ...(observed.marker_in_plaintext ? visibilityDifferences({ model, events, observed }) : []),
  ];
}

function roundTripDifferences(variant: string, recorded: RoundTrips, rttMs: number): string[] {
  const of = ([client, balancer]: [Settings, Settings]) =>
    simulate(runOf(client, balancer, { rttMs }), allModules);
  const settings = settingsOf(variant);
  const trace = of(settings);
  const rttUs = rttMs * 1000;
  const end = (trace.requests.endUs[0] ?? 0) / rttUs;
  const tcp = (firstUs(trace, 'tcp-opened') ?? 0) / rttUs;
  const ready = (firstUs(trace, 'tls-opened') ?? firstUs(trace, 'tcp-opened') ?? 0) / rttUs;
  const again = of([{ ...settings[0], connection: 'open' }, settings[1]]);
  const pairs: readonly (readonly [string, number | undefined, number])[] = [
    ['in all', recorded.total_rtts, end],
    ['for TCP', recorded.tcp_rtts, tcp],
    ['for TLS', recorded.tls_rtts, ready - tcp],
    ['for the first request', recorded.first_request_rtts, end - ready],
    [
      'for a second request',
      recorded.second_request_same_connection_rtts,
      (again.requests.endUs[0] ?? 0) / rttUs,
    ],
  ];
  return pairs.flatMap(([what, observed, simulated]) =>
    observed === undefined || Math.abs(observed - simulated) <= roundTripTolerance
      ? []
      : [`${variant}: ${observed} round trips ${what}, simulated ${simulated.toFixed(2)}`],
  );
}

/** What is compared is each cost as a multiple of the first: the figures themselves belong to a processor. */
function costDifferences(recorded: Readonly<Record<string, Costs>>, count: number): string[] {
  const costs = Object.entries(recorded).map(([variant, each]) => {
    const [client, balancer] = settingsOf(variant);
    const trace = simulate(runOf(client, balancer, { count }), allModules);
    const measured = each.lb_cpu_ms_per_full_handshake ?? each.lb_cpu_ms_per_handshake ?? [];
    return { variant, observed: mean(measured), simulated: workMs(trace) / count };
  });
  const [base] = costs;
  if (!base) return [];
  return costs.flatMap(({ variant, observed, simulated }) => {
    const expected = observed / base.observed;
    const ratio = simulated / base.simulated;
    return Math.abs(ratio / expected - 1) <= costTolerance
      ? []
      : [`${variant}: ${expected.toFixed(2)} times ${base.variant}, simulated ${ratio.toFixed(2)}`];
  });
}

function visibilityDifferences({ model, events, observed }: TlsRecording): string[] {
  const [event] = events;
  const { marker = '' } = model;
  const [name = '', value = ''] = event?.header?.split(': ') ?? [];
  const path = event?.path ?? '/';
  const run = runOf({ connection: 'new' }, { tls: modeOf(model) }, { path });
  const message = { method: 'GET', path, client: '127.0.0.1', fields: [[name, value]] } as const;
  const shows = (link: number) => readableText(observe(run, link, message)).includes(marker);
  const owner = certificateShownBy(run, 0)?.id;
  const balancer = run.components.find(({ id }) => id === 'lb') as Component;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['marker readable before the balancer', observed.marker_in_plaintext?.client_to_lb, shows(0)],
    ['marker readable behind it', observed.marker_in_plaintext?.lb_to_backend, shows(1)],
    [
      'certificate',
      observed.certificate_shown_to_client ?? undefined,
      owner === undefined ? undefined : owner === 'lb' ? 'load balancer' : 'backend',
    ],
    ['request in the log', observed.lb_log_shows_request, seesRequests(balancer)],
    ['status', observed.status, simulate(run, allModules).requests.status[0]],
    ['TLS before the balancer', model.frontend_tls || model.proxy_mode === 'tcp', encryptionOf(run)[0]],
    ['TLS behind it', model.backend_tls, encryptionOf(run)[1]],
  ];
  return pairs.flatMap(([what, was, is]) =>
    was === is ? [] : [`${what}: ${String(was)}, simulated ${String(is)}`],
  );
}

function modeOf({ frontend_tls, backend_tls, proxy_mode }: TlsRecording['model']): string {
  if (proxy_mode === 'tcp' && backend_tls) return 'passthrough';
  if (frontend_tls) return backend_tls ? 'reencrypt' : 'terminate';
  return 'none';
}

/** What a variant’s name, such as `tls1.3_full_hello_retry` or `rsa2048_tls1.2_resumed`, says. */
function settingsOf(variant: string): [client: Settings, balancer: Settings] {
  const version = /tls(1\.[23])/.exec(variant)?.[1];
  return [
    {
      connection: 'new',
      resume: variant.includes('resumed'),
      hello_retry: variant.includes('hello_retry'),
      ...(version !== undefined && { tls_version: version }),
    },
    {
      tls: version === undefined ? 'none' : 'terminate',
      tls_key: variant.includes('rsa2048') ? 'rsa2048' : 'ecdsa-p256',
    },
  ];
}

interface Circumstances {
  readonly rttMs?: number;
  readonly path?: string;
  readonly count?: number;
}

/** Client, balancer and one server that costs no time. */
function runOf(client: Settings, balancer: Settings, circumstances: Circumstances): Run {
  const { rttMs = 1, path = '/', count = 1 } = circumstances;
  return {
    duration_ms: 1000 * Math.ceil(1 + (count * 8 * (rttMs + 4)) / 1000),
    seed: 1,
    hosts: [],
    components: [
      { id: 'client', kind: 'client', title: 'Client', settings: client },
      {
        id: 'lb',
        kind: 'load-balancer',
        title: 'HAProxy',
        software: 'haproxy',
        settings: { check: 'off', ...balancer },
      },
      { id: 's1', kind: 'web', title: 's1' },
    ],
    links: [
      { from: 'client', to: 'lb', latency_ms: rttMs / 2 },
      { from: 'lb', to: 's1' },
    ],
    workload: { mode: 'closed-loop', count, concurrency: 1, clients: ['127.0.0.1'], paths: [path] },
    events: [],
  };
}

function firstUs({ events }: Trace, kind: EventKind): number | undefined {
  const row = events.kind.indexOf(eventKinds[kind].code);
  return row < 0 ? undefined : events.tUs[row];
}

/** What handshakes cost the balancer, in ms. */
function workMs({ run, events }: Trace): number {
  const balancer = run.components.findIndex(({ id }) => id === 'lb');
  let us = 0;
  for (let row = 0; row < events.length; row++) {
    const isWork = events.kind[row] === eventKinds['tls-work'].code;
    if (isWork && events.component[row] === balancer) us += events.b[row] ?? 0;
  }
  return us / 1000;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
