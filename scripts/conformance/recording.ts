/** A recorded run of a real program, as `conformance/*.json` holds it, read into one shape. */

export interface RecordedServer {
  readonly name: string;
  readonly weight: number;
  readonly backup?: boolean;
  /** `address:port`. */
  readonly address?: string;
  readonly maxconn?: number | null;
  readonly maxqueue?: number | null;
  readonly max_fails?: number;
  readonly fail_timeout_ms?: number;
}

export interface RecordedModel {
  readonly lb: 'haproxy' | 'nginx';
  readonly algorithm: string;
  readonly hash_type?: string;
  readonly hash_function?: string;
  readonly avalanche?: boolean;
  /** nginx: `hash … consistent`. */
  readonly consistent?: boolean;
  readonly client?: string;
  readonly servers: readonly RecordedServer[];
  readonly check?: {
    readonly type: string;
    readonly inter_ms: number;
    readonly fastinter_ms?: number | null;
    readonly downinter_ms?: number | null;
    readonly fall: number;
    readonly rise: number;
    readonly timeout_check_ms?: number | null;
    readonly disable_on_404?: boolean;
    readonly on_marked_down?: string | null;
  } | null;
  readonly retries?: number;
  readonly redispatch?: boolean;
  readonly allbackups?: boolean;
  readonly timeouts_ms?: Readonly<Record<string, number | null>>;
  /** The words of `proxy_next_upstream`. */
  readonly next_upstream?: string;
  readonly next_upstream_tries?: number;
  readonly slowstart_ms?: number;
}

export interface RecordedEvent {
  readonly kind: string;
  readonly t_ms?: number | null;
  readonly after_request?: number;
  readonly server?: string;
  readonly servers?: readonly string[];
  readonly how?: string;
  readonly count?: number;
  readonly mode?: string;
  readonly every_ms?: number;
  readonly concurrency?: number;
  readonly service_ms?: number;
  readonly client?: string;
  /** What each request of a series is told apart by, an address or a path; `same` as in the series before. */
  readonly keys?: readonly string[] | 'same';
  readonly phase?: string;
  /** What was typed on HAProxy's socket, and what it said. */
  readonly command?: string;
  readonly answer?: string;
}

type Row = readonly unknown[];

export interface Recording {
  readonly id: string;
  readonly family: string;
  readonly model: RecordedModel;
  readonly events: readonly RecordedEvent[];
  readonly observed: {
    readonly sequence?: readonly (string | null)[];
    /** The server of each key, for each phase; a phase that is left out was as the first. */
    readonly server_by_key?: Readonly<Record<string, readonly (string | null)[]>>;
    readonly n_503?: number;
    readonly counts?: Readonly<Record<string, number>>;
    readonly columns?: readonly string[];
    readonly rows?: readonly Row[];
    readonly requests?: { readonly columns: readonly string[]; readonly rows: readonly Row[] };
    /** Of each series of requests, the servers, or the status of those that got none. */
    readonly segments?: readonly (readonly (string | number)[])[];
    /** The server and the status of the request that takes long, and the servers of those after it. */
    readonly long_request?: readonly [string, number];
    readonly others?: readonly string[];
    readonly state?: readonly {
      readonly t_ms: number;
      readonly kind?: string;
      readonly server?: string;
      readonly state?: string;
      /** In HAProxy's words, instead of the three before. */
      readonly log?: string;
    }[];
    /** The weights that `show stat` told, polled: when, and each server's, in the order of the columns. */
    readonly weight_steps?: { readonly columns: readonly string[]; readonly rows: readonly Row[] };
  };
  readonly reproducible?: Readonly<Record<string, unknown>>;
  readonly tolerance_ms?: number;
}

/** What was observed of one request; what was not recorded is `undefined`. */
export interface ObservedRequest {
  /** The server named in the answer; null when the program itself answered. */
  readonly server?: string | null;
  /** The server that was tried last; null for none. */
  readonly triedLast?: string | null;
  readonly status?: number;
  readonly retries?: number;
  readonly totalMs?: number;
}

/** The observed requests in order, where they were recorded one by one. */
export function observedRequests({ observed, events, model }: Recording): readonly ObservedRequest[] {
  if (observed.server_by_key) return byPhase(observed.server_by_key, events);
  if (observed.segments) return observed.segments.flat().map(serverOrStatus);
  if (observed.long_request) {
    const [server, status] = observed.long_request;
    return [{ server, status }, ...(observed.others ?? []).map(serverOrStatus)];
  }
  const table =
    observed.requests ??
    (observed.rows && observed.columns
      ? { columns: observed.columns, rows: observed.rows }
      : undefined);
  if (!table) return (observed.sequence ?? []).map((server) => ({ server }));

  const column = (name: string) => table.columns.indexOf(name);
  const read = (row: Row, name: string) => (column(name) < 0 ? undefined : row[column(name)]);
  return table.rows.map((row) => {
    const server = column('client_server') < 0 ? read(row, 'server') : read(row, 'client_server');
    const tried = read(row, 'log_server');
    return {
      server: server as string | null | undefined,
      triedLast: tried === '<NOSRV>' ? null : (tried as string | undefined),
      status: statusOf(read(row, 'status')),
      retries: retriesOf(read(row, 'retries'), read(row, 'upstream_addr'), model),
      totalMs: read(row, 'total_ms') as number | undefined,
    };
  });
}

/** A connection that ended without an answer has no status. */
const statusOf = (status: unknown): number | undefined =>
  status === null ? 0 : (status as number | undefined);

const serverOrStatus = (answer: string | number): ObservedRequest =>
  typeof answer === 'number' ? { server: null, status: answer } : { server: answer, status: 200 };

/** When a server was marked, and as what. */
export interface StateChange {
  readonly t_ms: number;
  readonly server: string;
  readonly state: string;
}

/** `undefined` where none were recorded. */
export function observedStates({ observed }: Recording): readonly StateChange[] | undefined {
  return observed.state?.flatMap(({ t_ms, kind, server, state, log }) => {
    const [, name, mark] = /^Server \S+\/(\S+) is (UP|DOWN)/.exec(log ?? '') ?? [];
    if (name !== undefined && mark !== undefined) return { t_ms, server: name, state: mark };
    return kind === 'state' && server !== undefined && state !== undefined
      ? { t_ms, server, state }
      : [];
  });
}

function byPhase(
  servers: NonNullable<Recording['observed']['server_by_key']>,
  events: readonly RecordedEvent[],
): ObservedRequest[] {
  const phases = events.flatMap(({ phase }) => phase ?? []);
  const [first = []] = Object.values(servers);
  return phases.flatMap((phase) => (servers[phase] ?? first).map((server) => ({ server })));
}

/** HAProxy logs its retries; nginx logs the addresses that it tried, and its upstream's name when none was left. */
function retriesOf(
  retries: unknown,
  tried: unknown,
  { servers }: RecordedModel,
): number | undefined {
  if (typeof retries === 'number') return retries;
  if (!Array.isArray(tried)) return undefined;
  const asked = tried.filter((address) => servers.some(({ name }) => name === address));
  return Math.max(0, asked.length - 1);
}
