/** From a recorded run to the run that the engine is to play: parameters and inputs only, never what was observed. */
import type { Action, Component, GivenRequest, Run, RunEvent, Workload } from '#sim/run.ts';
import { catalogue, type SettingValue } from '#sim/settings.ts';
import { betweenRequests, eventOfCommand } from './commands.ts';
import type { RecordedEvent, RecordedModel, RecordedServer, Recording } from './recording.ts';

/** Said of a recording that needs something which the engine does not model. */
export class NotModelled extends Error {}

const actionOfFailure: Readonly<Record<string, Action>> = {
  refuse: 'refuse',
  hang: 'hang',
  blackhole: 'drop',
  '500': 'error-500',
  '503': 'error-503',
  h500: 'health-500',
  h503: 'health-500',
  h404: 'health-404',
};

/** Where requests come from when a recording does not say: everything ran on one machine. */
const loopback = '127.0.0.1';

/** Long enough for every timeout of the recordings after the last input. */
const settleMs = 70_000;

/** @throws NotModelled */
export function translate({ model, events: recorded }: Recording): Run {
  const ordered = betweenRequests(inOrder(recorded));
  const events = model.lb === 'nginx' ? afterWholeSecond(ordered) : ordered;
  const workload = workloadOf(model, events);
  const runEvents = events.flatMap(eventsOf);
  const lastMs = Math.max(
    0,
    ...runEvents.map(({ t_ms }) => t_ms),
    ...(workload.mode === 'given' ? workload.requests.map(({ t_ms }) => t_ms) : []),
  );
  return {
    duration_ms: lastMs + settleMs,
    seed: 1,
    hosts: [],
    components: [
      { id: 'client', kind: 'client', title: 'Client' },
      {
        id: 'lb',
        kind: 'load-balancer',
        title: model.lb,
        software: model.lb,
        settings: model.lb === 'nginx' ? nginxSettings(model) : haproxySettings(model),
      },
      ...model.servers.map((server): Component => ({
        id: server.name,
        kind: 'web',
        title: server.name,
        address: server.address,
        settings: { ...serverSettings(server), slowstart_ms: model.slowstart_ms ?? 0 },
      })),
    ],
    links: [
      { from: 'client', to: 'lb' },
      ...model.servers.map(({ name }) => ({ from: 'lb', to: name })),
    ],
    workload,
    events: runEvents,
  };
}

function haproxySettings(model: RecordedModel) {
  const { check, timeouts_ms: timeouts, hash_function: hash = 'sdbm' } = model;
  const known: readonly string[] = catalogue.haproxy.balance.choices;
  if (!known.includes(model.algorithm)) throw new NotModelled(`balance ${model.algorithm}`);
  if (hash !== 'sdbm') throw new NotModelled(`hash function ${hash}`);
  return present({
    balance: model.algorithm,
    hash_type: model.hash_type,
    hash_avalanche: model.avalanche === undefined ? undefined : model.avalanche ? 'on' : 'off',
    retries: model.retries,
    redispatch: model.redispatch,
    allbackups: model.allbackups,
    check: check ? check.type : 'off',
    inter_ms: check?.inter_ms,
    fastinter_ms: check?.fastinter_ms,
    downinter_ms: check?.downinter_ms,
    fall: check?.fall,
    rise: check?.rise,
    timeout_check_ms: check?.timeout_check_ms,
    disable_on_404: check?.disable_on_404,
    on_marked_down: check?.on_marked_down,
    timeout_connect_ms: timeouts?.['connect'],
    timeout_server_ms: timeouts?.['server'],
    timeout_queue_ms: timeouts?.['queue'],
  });
}

function nginxSettings(model: RecordedModel) {
  const balance = model.consistent ? `${model.algorithm}-consistent` : model.algorithm;
  const known: readonly string[] = catalogue.nginx.balance.choices;
  if (!known.includes(balance)) throw new NotModelled(`nginx ${balance}`);
  return present({
    balance,
    proxy_connect_timeout_ms: model.timeouts_ms?.['connect'],
    proxy_read_timeout_ms: model.timeouts_ms?.['read'],
    proxy_next_upstream_tries: model.next_upstream_tries,
    ...nextUpstream(model.next_upstream),
  });
}

/** Words that change nothing here: no server of a recording sends an invalid header, and no request is a POST. */
const idleWords = ['invalid_header', 'non_idempotent', 'off'];

/** One flag for each word of `proxy_next_upstream`. */
function nextUpstream(words: string | undefined): Record<string, boolean> {
  if (words === undefined) return {};
  const listed = words.split(' ').filter((word) => !idleWords.includes(word));
  const flags = Object.keys(catalogue.nginx)
    .filter((name) => /^proxy_next_upstream_(error|timeout|http_\d+)$/.test(name))
    .map((name) => name.replace('proxy_next_upstream_', ''));
  const unknown = listed.find((word) => !flags.includes(word));
  if (unknown !== undefined) throw new NotModelled(`proxy_next_upstream ${unknown}`);
  return Object.fromEntries(
    flags.map((word) => [`proxy_next_upstream_${word}`, listed.includes(word)]),
  );
}

function serverSettings(server: RecordedServer) {
  const { weight, backup, max_fails, fail_timeout_ms, maxconn, maxqueue } = server;
  return present({ weight, backup, max_fails, fail_timeout_ms, maxconn, maxqueue });
}

/** The entries that have a value. */
function present(
  settings: Readonly<Record<string, SettingValue | null | undefined>>,
): Record<string, SettingValue> {
  return Object.fromEntries(
    Object.entries(settings).filter(
      (entry): entry is [string, SettingValue] => entry[1] !== null && entry[1] !== undefined,
    ),
  );
}

function workloadOf(model: RecordedModel, events: readonly RecordedEvent[]): Workload {
  const clients = [model.client ?? loopback];
  const series = events.filter(({ kind }) => kind === 'requests' || kind === 'request');
  const closed = series.filter(({ mode }) => mode === 'sequential' || mode === 'concurrent');
  if (closed.length === 0) {
    return { mode: 'given', clients, requests: series.flatMap(givenRequests) };
  }
  if (closed.length < series.length) {
    return { mode: 'given', clients, requests: series.map(oneByOne).flatMap(givenRequests) };
  }
  return {
    mode: 'closed-loop',
    clients,
    count: closed.reduce((sum, { count }) => sum + (count ?? 0), 0),
    concurrency: closed[0]?.concurrency ?? 1,
    start_ms: closed[0]?.t_ms ?? 0,
  };
}

/** Each answered before the next: nothing takes time where none is given, so that a millisecond is enough. */
function oneByOne(event: RecordedEvent): RecordedEvent {
  if (event.mode !== 'sequential') return event;
  if ((event.service_ms ?? 0) > 0) throw new NotModelled('open and closed loops together');
  return { ...event, every_ms: 1 };
}

function givenRequests(event: RecordedEvent): GivenRequest[] {
  const { t_ms: start, every_ms: every = 0, client, service_ms, keys } = event;
  const count = event.count ?? (Array.isArray(keys) ? keys.length : 1);
  return Array.from({ length: count }, (_, index) => ({
    t_ms: (start ?? 0) + index * every,
    client,
    service_ms,
    ...requestWithKey(keys?.[index]),
  }));
}

const requestWithKey = (key: string | undefined): Pick<GivenRequest, 'client' | 'path'> =>
  key === undefined ? {} : key.startsWith('/') ? { path: key } : { client: key };

/** The phases of a recording that tells no times, one after the other: a request each millisecond. */
function inOrder(events: readonly RecordedEvent[]): RecordedEvent[] {
  let t_ms = 0;
  let lastKeys: readonly string[] = [];
  return events.map((event) => {
    if (event.t_ms !== undefined || events.every(({ keys }) => keys === undefined)) return event;
    const placed = { ...event, t_ms };
    if (event.keys === undefined) return placed;
    if (event.keys !== 'same') lastKeys = event.keys;
    t_ms += lastKeys.length;
    return { ...placed, keys: lastKeys, every_ms: 1 };
  });
}

/** nginx counts failures in whole seconds of the wall clock, and its recordings begin 5 ms after one. */
const afterWholeSecond = (events: readonly RecordedEvent[]): RecordedEvent[] =>
  events.map((event) => ({ ...event, t_ms: (event.t_ms ?? 0) + 5 }));

const administration: Readonly<Record<string, Action>> = {
  server_maint: 'maint',
  server_drain: 'drain',
  server_ready: 'ready',
};

function eventsOf({
  kind,
  t_ms,
  after_request,
  server,
  servers,
  how,
  command,
}: RecordedEvent): RunEvent[] {
  if (kind === 'requests' || kind === 'request') return [];
  if (command !== undefined) {
    const event = eventOfCommand(command);
    if (!event) throw new NotModelled(`command ${command}`);
    return [{ ...event, t_ms: t_ms ?? 0, after_request }];
  }
  const isFault = kind === 'server_down' || kind === 'server_up';
  if (!isFault && !(kind in administration)) throw new NotModelled(`event ${kind}`);
  const action =
    administration[kind] ?? (kind === 'server_up' ? 'up' : actionOfFailure[how ?? '']);
  if (!action) throw new NotModelled(`failure ${how ?? ''}`);
  return (servers ?? [server ?? '']).map((component) => ({
    t_ms: t_ms ?? 0,
    component,
    action,
    after_request,
  }));
}
