/** What a simulation is given. Times here are milliseconds (`_ms`), as in the scenario files. */
import type { DnsRecord } from './dns/records.ts';
import type { Chain } from './firewall/rules.ts';
import type { AlertRule } from './monitoring/alerts.ts';
import type { Program, SettingValue } from './settings.ts';
import type { Certificate } from './tls/certificate.ts';

/** What a component is. The names are permanent. */
export const componentKinds = [
  'client',
  'dns',
  'firewall',
  'virtual-address',
  'load-balancer',
  'web',
  'app',
  'files',
  'database',
  'collector',
  'monitor',
  'probe',
] as const;

export type ComponentKind = (typeof componentKinds)[number];

/** Programs that can be the load balancer. */
export type BalancerSoftware = 'haproxy' | 'nginx';

/** A machine. Its components share what it has. */
export interface Host {
  /** `[a-z][a-z0-9-]*`, unique among hosts and components. */
  readonly id: string;
  readonly title: string;
  /** Cores that its components share; without, each has as many as it wants. */
  readonly cores?: number;
  /** Memory that its components share, in MiB; without, there is always enough. */
  readonly memory_mb?: number;
  /** The machine's own firewall: rules for what comes from other machines. */
  readonly filter?: readonly Chain[];
  /** What else it can load with the action `rules`, by name. */
  readonly rulesets?: Readonly<Record<string, readonly Chain[]>>;
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
  /** Of a firewall: its rules; without, it lets everything pass. */
  readonly filter?: readonly Chain[];
  /** Of a firewall: what else it can load with the action `rules`, by name. */
  readonly rulesets?: Readonly<Record<string, readonly Chain[]>>;
  /** Of a component that ends TLS: what it shows; one for the site's name that does not expire when not given. */
  readonly certificate?: Certificate;
  /** Of a name server: what it answers. */
  readonly records?: readonly DnsRecord[];
  /** Of a monitoring service: when it calls somebody. */
  readonly alerts?: readonly AlertRule[];
}

/** What a link is for. Requests that only read, or only write, take the link that says so. */
export const carriages = [
  'requests',
  'reads',
  'writes',
  'queries',
  'replication',
  'metrics',
  'polls',
  'files',
] as const;

export type Carriage = (typeof carriages)[number];

/** A connection along which requests travel from `from` to `to`, and answers back. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** Encrypted with TLS. */
  readonly tls?: boolean;
  /** One way, in milliseconds; 0 when not given. */
  readonly latency_ms?: number;
  /** Requests when not given. */
  readonly carries?: Carriage;
  /** The port at the far end, for firewalls; the one of its `address`, or the usual one, when not given. */
  readonly port?: number;
  /** TCP when not given, UDP when it carries queries. */
  readonly protocol?: 'tcp' | 'udp' | 'icmp';
}

/** Whether requests travel along the link: any of them, or only those that read or write. */
export const carriesRequests = ({ carries = 'requests' }: Pick<Link, 'carries'>): boolean =>
  carries === 'requests' || carries === 'reads' || carries === 'writes';

/** One request whose arrival is given. */
export interface GivenRequest {
  readonly t_ms: number;
  /** The client's IPv4 address; the workload's own choice when not given. */
  readonly client?: string;
  /** What it asks for, with the query; the workload's own choice when not given. */
  readonly path?: string;
  /** Replaces the service time of the last stage that it reaches. */
  readonly service_ms?: number;
  /** Whether it writes; the workload's own choice when not given. */
  readonly write?: boolean;
  /** Of a write: what it does in the database; the workload's `write_statement` when not given. */
  readonly statement?: Statement;
  /**
   * Of a write: the key of its row. An `insert` takes the next key when it is not given, the others their client's newest
   * row; an `update` of a client that has none inserts one.
   */
  readonly row?: number;
  /** The database that the application asks, instead of the one that it would choose. */
  readonly database?: string;
  /** By an account that may write to a server that is read-only (READ ONLY ADMIN). */
  readonly read_only_admin?: boolean;
  /** The client that sends it; the first one of the run when not given. */
  readonly from?: string;
  /** The component at the far end of the client's link that it takes, or the one behind a firewall; the first link when not given. */
  readonly to?: string;
  /** Sent when the request with this place in the same list (from 0) has ended, and `t_ms` later. */
  readonly after_request?: number;
  /** It crashes the application that works on it (see `poison_versions`). */
  readonly poison?: boolean;
}

/**
 * What a write does. `insert`: a new row, with the next AUTO_INCREMENT key; `create` and `temporary`: a table, and a temporary
 * one, which no other session and no replica sees.
 */
export const statements = ['insert', 'update', 'delete', 'create', 'temporary'] as const;

export type Statement = (typeof statements)[number];

/** All requests that the run gives one by one: those besides the others, then those of the mode `given`. */
export function givenRequests({ workload }: Run): readonly GivenRequest[] {
  return [...(workload.also ?? []), ...(workload.mode === 'given' ? workload.requests : [])];
}

interface Clients {
  /** The name of the site that they ask for, where there are name servers; www.foobar.com when not given. */
  readonly name?: string;
  /** Requests besides, such as a scanner's. */
  readonly also?: readonly GivenRequest[];
  /** IPv4 addresses that requests come from, drawn evenly from the seed; 198.51.100.1 to .250 when not given. */
  readonly clients?: readonly string[];
  /** What requests ask for, drawn evenly from the seed; /page/1 to /page/250 when not given. */
  readonly paths?: readonly string[];
  /** The share of requests that write, 0 to 1. */
  readonly write_share?: number;
  /** What requests that write do in a database that replicates; `insert` when not given. */
  readonly write_statement?: Statement;
  /**
   * The share of requests for static files, 0 to 1: they ask for something under /static/, which a web server answers
   * itself. (So it does a path of `paths`, or a given one, under /static/.)
   */
  readonly static_share?: number;
  /** The share of requests, 0 to 1, that cost `slow_factor` (10 when not given) times as much at every stage. */
  readonly slow_share?: number;
  readonly slow_factor?: number;
  /** The share of requests, 0 to 1, that crash the application that works on them … */
  readonly poison_share?: number;
  /** … if it runs one of these versions of the code; any when not given. */
  readonly poison_versions?: readonly number[];
}

/** Who sends requests, and when. */
export type Workload =
  | (Clients & {
      /** Requests arrive whatever happens to earlier ones. */
      readonly mode: 'open-loop';
      readonly shape: 'steady' | 'poisson' | 'burst' | 'daily' | 'course';
      /** Requests per second; of the shape `daily` the mean, of the shape `course` until its first step. */
      readonly rate: number;
      /** Of the shape `daily` (see `varying.ts`): how long a day is; a real one when not given. */
      readonly period_ms?: number;
      /** Of the shape `course`: the rate, as a Poisson process, from moments after the start on; in order of time. */
      readonly steps?: readonly { readonly t_ms: number; readonly rate: number }[];
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

/** What can happen to a load balancer's part in a virtual address. */
export const vrrpCommands = [
  'vrrp-stop',
  'vrrp-kill',
  'vrrp-start',
  'vrrp-block',
  'vrrp-unblock',
  'link-down',
  'link-up',
] as const;

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
  'weight',
  'deploy',
  'restart',
  'replication-stop',
  'replication-start',
  'promote',
  'fence',
  'unfence',
  'partition',
  'heal',
  'rules',
  ...vrrpCommands,
  'record',
] as const;

export type Action = (typeof actions)[number];

/** What an administrator tells a load balancer about one of its servers; nothing changes at the server itself. */
export type AdminAction = Extract<Action, 'maint' | 'drain' | 'ready' | 'weight'>;

/** What has become of a server by what an administrator has said of it. */
export type AdminState = Exclude<AdminAction, 'weight'>;

/** What can be wrong with a component; `up` when nothing is. */
export const faults = [
  'up',
  'refuse',
  'hang',
  'error-500',
  'drop',
  'health-500',
  'health-404',
  'error-503',
] as const satisfies readonly Action[];

export type Fault = (typeof faults)[number];

const faultSet: ReadonlySet<Action> = new Set(faults);
export const isFault = (action: Action): action is Fault => faultSet.has(action);

export const isAdminAction = (action: Action): action is AdminAction =>
  action === 'maint' || action === 'drain' || action === 'ready' || action === 'weight';

/** Something that happens to a component: the scenario's events and the reader's interventions alike. */
export interface RunEvent {
  readonly t_ms: number;
  /** A component, or a host: then it happens to everything on that host. */
  readonly component: string;
  readonly action: Action;
  /** What the action is about, where it takes something. `weight`: 0 to 256, or a part of the configured one, as '50%'. `deploy`: the version. */
  readonly value?: number | string;
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

/** Whether it answers HTTP. A database has a protocol of its own, in which the server speaks first. */
export const speaksHttp = (component?: Component): boolean => component?.kind !== 'database';
