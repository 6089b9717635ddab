/** From a recorded run to the run that the engine is to play: parameters and inputs only, never what was observed. */
import type { Action, Component, GivenRequest, Run, RunEvent, Workload } from '#sim/run.ts';
import type { SettingValue } from '#sim/settings.ts';
import type { RecordedEvent, RecordedModel, RecordedServer, Recording } from './recording.ts';

/** Said of a recording that needs something which the engine does not model. */
export class NotModelled extends Error {}

const actionOfFailure: Readonly<Record<string, Action>> = {
  refuse: 'refuse',
  hang: 'hang',
  blackhole: 'drop',
  '500': 'error-500',
  h500: 'health-500',
  h404: 'health-404',
};

/** Long enough for every timeout of the recordings after the last input. */
const settleMs = 70_000;

/** @throws NotModelled */
export function translate({ model, events }: Recording): Run {
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
        settings: serverSettings(server),
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
  const { check, timeouts_ms: timeouts } = model;
  const known = ['roundrobin', 'static-rr', 'leastconn', 'source'];
  if (!known.includes(model.algorithm)) throw new NotModelled(`balance ${model.algorithm}`);
  return present({
    balance: model.algorithm,
    hash_type: model.hash_type,
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
  });
}

function nginxSettings(model: RecordedModel) {
  if (model.algorithm !== 'smooth-wrr') throw new NotModelled(`nginx ${model.algorithm}`);
  return present({
    proxy_connect_timeout_ms: model.timeouts_ms?.['connect'],
    proxy_read_timeout_ms: model.timeouts_ms?.['read'],
    proxy_next_upstream_tries: model.next_upstream_tries,
  });
}

function serverSettings(server: RecordedServer & { maxconn?: number | null }) {
  if (server.maxconn) throw new NotModelled('maxconn');
  const { weight, backup, max_fails, fail_timeout_ms } = server;
  return present({ weight, backup, max_fails, fail_timeout_ms });
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
  const clients = model.client ? [model.client] : undefined;
  const series = events.filter(({ kind }) => kind === 'requests' || kind === 'request');
  const closed = series.filter(({ mode }) => mode === 'sequential' || mode === 'concurrent');
  if (closed.length === 0) {
    return { mode: 'given', clients, requests: series.flatMap(givenRequests) };
  }
  if (closed.length < series.length) throw new NotModelled('open and closed loops together');
  return {
    mode: 'closed-loop',
    clients,
    count: closed.reduce((sum, { count }) => sum + (count ?? 0), 0),
    concurrency: closed[0]?.concurrency ?? 1,
    start_ms: closed[0]?.t_ms ?? 0,
  };
}

function givenRequests(event: RecordedEvent): GivenRequest[] {
  const { t_ms: start, every_ms: every = 0, count = 1, client, service_ms } = event;
  return Array.from({ length: count }, (_, index) => ({
    t_ms: (start ?? 0) + index * every,
    client,
    service_ms,
  }));
}

function eventsOf({ kind, t_ms, after_request, server, servers, how }: RecordedEvent): RunEvent[] {
  if (kind === 'requests' || kind === 'request') return [];
  if (kind !== 'server_down' && kind !== 'server_up') throw new NotModelled(`event ${kind}`);
  const action = kind === 'server_up' ? 'up' : actionOfFailure[how ?? ''];
  if (!action) throw new NotModelled(`failure ${how ?? ''}`);
  return (servers ?? [server ?? '']).map((component) => ({
    t_ms: t_ms ?? 0,
    component,
    action,
    after_request,
  }));
}
