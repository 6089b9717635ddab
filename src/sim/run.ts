/** What a simulation is given. Times here are milliseconds (`_ms`), as in the scenario files. */
import type { Program, SettingValue } from './settings.ts';

export type ComponentKind = 'client' | 'firewall' | 'load-balancer' | 'web' | 'app' | 'database';

/** Programs that can be the load balancer. */
export type BalancerSoftware = 'haproxy' | 'nginx';

export interface Host {
  readonly id: string;
  readonly title: string;
}

export interface Component {
  /** `[a-z][a-z0-9-]*`, unique among hosts and components. */
  readonly id: string;
  readonly kind: ComponentKind;
  readonly title: string;
  /** The program, where it matters to the behavior: a load balancer is `haproxy` or `nginx`. */
  readonly software?: string;
  /** The host that it runs on; none when the drawing shows no machine for it. */
  readonly host?: string;
  /** Where a load balancer reaches it, `address:port`; one for documentation when not given (see `addresses.ts`). */
  readonly address?: string;
  /** Only what differs from the program's defaults (see `settings.ts`). */
  readonly settings?: Readonly<Record<string, SettingValue>>;
}

/** A connection along which requests travel from `from` to `to`, and answers back. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** Encrypted with TLS. */
  readonly tls?: boolean;
  /** One way, in milliseconds; 0 when not given. */
  readonly latency_ms?: number;
}

/** One request whose arrival is given. */
export interface GivenRequest {
  readonly t_ms: number;
  /** The client's IPv4 address; the workload's own choice when not given. */
  readonly client?: string;
  /** What it asks for, with the query; the workload's own choice when not given. */
  readonly path?: string;
  /** Replaces the service time of the last stage that it reaches. */
  readonly service_ms?: number;
}

interface Clients {
  /** IPv4 addresses that requests come from, drawn evenly from the seed; 198.51.100.1 to .250 when not given. */
  readonly clients?: readonly string[];
  /** What requests ask for, drawn evenly from the seed; /page/1 to /page/250 when not given. */
  readonly paths?: readonly string[];
  /** The share of requests that write, 0 to 1. */
  readonly write_share?: number;
}

/** Who sends requests, and when. */
export type Workload =
  | (Clients & {
      /** Requests arrive whatever happens to earlier ones. */
      readonly mode: 'open-loop';
      readonly shape: 'steady' | 'poisson' | 'burst';
      /** Requests per second. */
      readonly rate: number;
      /** Of the shape `burst` (see `bursts.ts`). */
      readonly burst_rate?: number;
      readonly burst_every_ms?: number;
      readonly burst_ms?: number;
      readonly start_ms?: number;
      /** The last moment at which one may arrive; the end of the run when not given. */
      readonly until_ms?: number;
    })
  | (Clients & {
      /** `concurrency` clients, each sending its next request when the last one is answered. */
      readonly mode: 'closed-loop';
      readonly count: number;
      readonly concurrency: number;
      readonly start_ms?: number;
    })
  | (Clients & {
      readonly mode: 'given';
      readonly requests: readonly GivenRequest[];
    });

/** What can happen to a component. The names are permanent: links and scenarios use them. */
export const actions = [
  'up',
  'refuse',
  'hang',
  'error-500',
  'drop',
  'health-500',
  'health-404',
  'error-503',
  'maint',
  'drain',
  'ready',
] as const;

export type Action = (typeof actions)[number];

/** What an administrator tells a load balancer about one of its servers; nothing changes at the server itself. */
export type AdminAction = Extract<Action, 'maint' | 'drain' | 'ready'>;

/** What can be wrong with a component; `up` when nothing is. */
export type Fault = Exclude<Action, AdminAction>;

export const isAdminAction = (action: Action): action is AdminAction =>
  action === 'maint' || action === 'drain' || action === 'ready';

/** Something that happens to a component: the scenario's events and the reader's interventions alike. */
export interface RunEvent {
  readonly t_ms: number;
  readonly component: string;
  readonly action: Action;
  /** Happens when this request (from 0) is answered, instead of at `t_ms`. */
  readonly after_request?: number;
}

/** The argument of `simulate()`: everything that decides what happens. */
export interface Run {
  readonly duration_ms: number;
  /** A whole number from 0 to 4294967295. */
  readonly seed: number;
  readonly hosts: readonly Host[];
  readonly components: readonly Component[];
  readonly links: readonly Link[];
  readonly workload: Workload;
  readonly events: readonly RunEvent[];
}

/** Which row of the catalogue holds the settings of `component`. */
export function programOf(component: Pick<Component, 'kind' | 'software'>): Program {
  if (component.kind !== 'load-balancer') return component.kind;
  return component.software === 'nginx' ? 'nginx' : 'haproxy';
}
