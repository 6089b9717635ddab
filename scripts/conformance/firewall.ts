/** Recordings of nftables: connections to the ports of a server behind its own firewall, and one from it. */
import { allModules } from '#sim/all-modules.ts';
import type { Component, GivenRequest, Link, Run, RunEvent } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { outcomes, type Trace } from '#sim/trace.ts';
import { parseRuleset } from './nft-rules.ts';
import { NotModelled } from './translate.ts';

interface FirewallEvent {
  readonly kind: string;
  readonly port?: number;
  readonly count?: number;
  readonly every_ms?: number;
  readonly timeout_ms?: number;
}

type Result = readonly [result: string, ms: number];

export interface FirewallRecording {
  readonly config?: string;
  /** In the order in which they are loaded. */
  readonly config_files?: Readonly<Record<string, string>>;
  readonly model: {
    readonly listening?: readonly number[];
    readonly client?: string;
    readonly server?: string;
  };
  readonly events: readonly FirewallEvent[];
  readonly observed: {
    readonly tcp?: Readonly<Record<string, Result>>;
    readonly icmp_echo?: string;
    readonly outgoing_from_server_to_client_9999?: Result;
    readonly open_connection?: Result;
    readonly new_connections?: Readonly<Record<string, Result>>;
    /** How many of a series. */
    readonly accepted?: number;
  };
  readonly tolerance_ms?: number;
}

/** What the recordings say in words: `setup` and `notes`. */
const usual = {
  listening: [443, 80, 3306, 22],
  client: '10.88.0.2',
  server: '10.88.0.1',
  timeoutMs: 2000,
  toleranceMs: 50,
  /** Of the number of accepted connections. */
  toleranceCount: 1,
};

/** A request of the run, for an event of the recording. */
interface Asked {
  readonly event: FirewallEvent;
  readonly given: GivenRequest;
}

/** One line for each difference; none when the engine does what was recorded. @throws NotModelled */
export function checkFirewall(recording: FirewallRecording): string[] {
  const asked = askedOf(recording);
  const trace = simulate(runOf(recording, asked), allModules);
  const { observed, tolerance_ms: toleranceMs = usual.toleranceMs } = recording;
  const resultAt = (index: number) => resultOf(trace, index);
  const last = (kind: string, port?: number) =>
    asked.findLastIndex(({ event }) => event.kind === kind && (port === undefined || event.port === port));
  const compare = (what: string, result: Result, index: number): string[] => {
    const [simulated, ms] = resultAt(index);
    const isSame = simulated === result[0] && Math.abs(ms - result[1]) <= toleranceMs;
    return isSame ? [] : [`${what}: ${result.join(' after ')} ms, simulated ${simulated} after ${ms} ms`];
  };
  const ports = Object.entries({ ...observed.tcp, ...observed.new_connections });
  const lines = ports.flatMap(([port, result]) =>
    compare(`port ${port}`, result, last('connect', Number(port))),
  );
  if (observed.open_connection) {
    const [result, ms] = observed.open_connection;
    const said = { works: 'accepted', refused: 'refused' }[result] ?? 'timeout';
    lines.push(...compare('open connection', [said, ms], last('data_on_open_connection')));
  }
  if (observed.outgoing_from_server_to_client_9999) {
    const result = observed.outgoing_from_server_to_client_9999;
    lines.push(...compare('from the server', result, last('connect_from_server')));
  }
  if (observed.icmp_echo !== undefined) {
    const echo = echoes[resultAt(last('icmp_echo'))[0]];
    if (echo !== observed.icmp_echo) lines.push(`echo: ${observed.icmp_echo}, simulated ${echo ?? ''}`);
  }
  if (observed.accepted !== undefined) {
    const accepted = asked.filter((_, index) => resultAt(index)[0] === 'accepted').length;
    if (Math.abs(accepted - observed.accepted) > usual.toleranceCount)
      lines.push(`${observed.accepted} accepted, simulated ${accepted}`);
  }
  return lines;
}

const echoes: Readonly<Record<string, string>> = {
  accepted: 'answered',
  refused: 'unreachable',
  timeout: 'timeout',
};

function resultOf({ requests }: Trace, index: number): Result {
  const outcome = outcomes[requests.outcome[index] ?? 0] ?? 'in-flight';
  const words = { answered: 'accepted', failed: 'refused', dropped: 'timeout', 'in-flight': 'none' };
  const ms = ((requests.endUs[index] ?? 0) - (requests.arrivalUs[index] ?? 0)) / 1000;
  return [words[outcome], ms];
}

/** Who opens a connection: each of the client's is its own, but for one that stays open. */
const openers = { connect: 'client', session: 'session', server: 'daemon' } as const;

/** Each event once the one before it has ended, each connection of a series at its time. */
function askedOf({ events }: FirewallRecording): Asked[] {
  const asked: Asked[] = [];
  for (const event of events) {
    const after = asked.length - 1;
    const isKept = events.some(
      ({ kind, port }) => kind === 'data_on_open_connection' && port === event.port,
    );
    const isFirst = !asked.some(({ event: { port } }) => port === event.port);
    const ask = (from: string, to: string, count = 1) => {
      for (let index = 0; index < count; index++) {
        const t_ms = index * (event.every_ms ?? 0);
        const place = after < 0 ? {} : { after_request: after };
        asked.push({ event, given: { from, to, t_ms, ...place } });
      }
    };
    switch (event.kind) {
      case 'connect':
      case 'data_on_open_connection':
      case 'connects': {
        const isOnSession = event.kind === 'data_on_open_connection' || (isKept && isFirst);
        const from = isOnSession ? openers.session : clientOf(event);
        ask(from, `port-${event.port ?? 0}`, event.count);
        break;
      }
      case 'icmp_echo':
        ask(clientOf(event), 'echo');
        break;
      case 'connect_from_server':
        ask(openers.server, `port-${event.port ?? 0}`);
        break;
      case 'ruleset_replaced':
        break;
      default:
        throw new NotModelled(`event ${event.kind}`);
    }
  }
  return asked;
}

const clientOf = ({ timeout_ms: timeoutMs = usual.timeoutMs }: FirewallEvent): string =>
  `${openers.connect}-${timeoutMs}`;

function runOf(recording: FirewallRecording, asked: readonly Asked[]): Run {
  const { model, config = '', config_files: files = { filter: config } } = recording;
  const [filter = [], ...others] = Object.values(files).map(parseRuleset);
  const names = Object.keys(files).slice(1);
  const { listening = usual.listening, client = usual.client, server = usual.server } = model;
  const targets = [...new Set(asked.flatMap(({ given }) => given.to ?? []))];
  const froms = [...new Set(asked.flatMap(({ given }) => given.from ?? []))];
  const isFromServer = (from: string) => from === openers.server;
  const isOnClient = (target: string) =>
    asked.some(({ given }) => given.to === target && isFromServer(given.from ?? ''));

  const components = [
    ...froms.map((id): Component => ({
      id,
      kind: 'client',
      title: id,
      host: isFromServer(id) ? 'server' : 'machine',
      address: `${isFromServer(id) ? server : client}:0`,
      settings: {
        timeout_ms: Number(id.split('-')[1] ?? usual.timeoutMs),
        ...(id === openers.session && { connection: 'kept' }),
      },
    })),
    ...targets.map((id): Component => ({
      id,
      kind: 'app',
      title: id,
      host: isOnClient(id) ? 'machine' : 'server',
    })),
  ];
  const links = froms.flatMap((from) =>
    targets
      .filter((to) => isOnClient(to) === isFromServer(from))
      .map((to): Link => ({
        from,
        to,
        ...(to === 'echo' ? { protocol: 'icmp' } : { port: Number(to.split('-')[1]) }),
      })),
  );
  const closed = targets.filter(
    (id) => id.startsWith('port-') && !isOnClient(id) && !listening.includes(Number(id.split('-')[1])),
  );
  const last = asked.reduce((sum, { given }) => sum + given.t_ms + 2 * usual.timeoutMs, 0);
  return {
    duration_ms: last,
    seed: 1,
    hosts: [
      { id: 'machine', title: 'Client' },
      {
        id: 'server',
        title: 'Server',
        filter,
        rulesets: Object.fromEntries(names.map((name, index) => [name, others[index] ?? []])),
      },
    ],
    components,
    links,
    workload: { mode: 'given', clients: [client], requests: asked.map(({ given }) => given) },
    events: [
      ...closed.map((component): RunEvent => ({ t_ms: 0, component, action: 'refuse' })),
      ...replacements(recording, names),
    ],
  };
}

/** Each further ruleset is loaded once the events before it have ended. */
function replacements({ events }: FirewallRecording, names: readonly string[]): RunEvent[] {
  const found: RunEvent[] = [];
  let asked = 0;
  for (const event of events) {
    if (event.kind !== 'ruleset_replaced') asked += event.count ?? 1;
    else {
      const value = names[found.length] ?? '';
      found.push({ t_ms: 0, component: 'server', action: 'rules', value, after_request: asked - 1 });
    }
  }
  return found;
}
