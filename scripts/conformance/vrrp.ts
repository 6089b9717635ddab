/** Family J: recorded runs of keepalived, played by two load balancers that share a virtual address. */
import { allModules } from '#sim/all-modules.ts';
import { rowsOfKinds } from '#sim/rows.ts';
import type { Action, Component, GivenRequest, Run, RunEvent } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { outcomes, type Trace } from '#sim/trace.ts';
import { NotModelled } from './translate.ts';

interface RecordedEvent {
  readonly t_ms: number;
  readonly kind: string;
  readonly node: string;
  readonly how: string;
}

/** What was seen between an event and the next one; null where nobody took over. */
interface Outcome {
  readonly vip_gained_by: string | null;
  readonly takeover_after_last_advert_ms: number | null;
  readonly n_failed_requests: number;
}

interface RecordedRun {
  readonly events: readonly RecordedEvent[];
  readonly per_event: readonly Outcome[];
  /** When which router has gained or lost the address. */
  readonly vip: readonly (readonly [t_ms: number, router: string, change: string])[];
  /** From when on who answered how many requests. */
  readonly client: readonly (readonly [t_ms: number, answer: string, count: number])[];
}

export interface VrrpRecording {
  readonly config_files: Readonly<Record<string, string>>;
  readonly model: {
    readonly advert_int_ms: number;
    readonly preempt: boolean;
    readonly preempt_delay_ms: number;
    readonly routers: readonly { readonly name: string; readonly priority: number }[];
    readonly client: { readonly every_ms: number; readonly timeout_ms: number };
  };
  readonly events: readonly RecordedEvent[];
  readonly observed: Omit<RecordedRun, 'events'>;
  readonly runs: readonly RecordedRun[];
  readonly tolerance_ms: number;
  readonly notes: string;
}

/** How long the client goes on after the last event, and after the delay with which a router takes over. */
const settleMs = 12_000;

/** Some requests more or fewer may fail, since the client's own phase is not recorded. */
const requestTolerance = 1;

/** One line for each difference; none when the engine does what keepalived did. */
export function checkVrrp(recording: VrrpRecording): string[] {
  const runs: readonly RecordedRun[] = [
    { ...recording.observed, events: recording.events },
    ...recording.runs.filter(({ events }) => events[0]?.t_ms !== recording.events[0]?.t_ms),
  ];
  return runs.flatMap((run, index) => {
    const shiftMs = shiftOf(recording, run);
    const trace = simulate(translateVrrp(recording, run.events, shiftMs), allModules);
    return runDifferences(recording, runs, run, trace, shiftMs).map(
      (line) => `run ${index + 1}: ${line}`,
    );
  });
}

/**
 * The notes say how long after an advertisement of the master the first event came; the engine's master advertises at 0.
 * Everything is moved by so much.
 */
function shiftOf({ notes, model }: VrrpRecording, { events }: RecordedRun): number {
  const phaseMs = Number(/timed (\d+) ms after an advertisement/.exec(notes)?.[1] ?? 0);
  const laterMs = ((events[0]?.t_ms ?? 0) - phaseMs) % model.advert_int_ms;
  return (model.advert_int_ms - laterMs) % model.advert_int_ms;
}

function translateVrrp(
  { model, config_files: files }: VrrpRecording,
  events: readonly RecordedEvent[],
  shiftMs: number,
): Run {
  const config = Object.values(files).join('\n');
  const garpSeconds = /vrrp_garp_master_delay (\d+)/.exec(config)?.[1];
  const routers = model.routers.map(({ name, priority }): Component => ({
    id: name,
    kind: 'load-balancer',
    title: name,
    software: 'haproxy',
    settings: {
      check: 'off',
      vrrp_priority: priority,
      vrrp_state: /state MASTER/.test(files[name] ?? '') ? 'MASTER' : 'BACKUP',
    },
  }));
  const lastMs = Math.max(...events.map(({ t_ms }) => t_ms)) + settleMs + model.preempt_delay_ms;
  const requests = Array.from(
    { length: Math.floor(lastMs / model.client.every_ms) },
    (_, index): GivenRequest => ({ t_ms: shiftMs + (index + 1) * model.client.every_ms }),
  );
  return {
    duration_ms: Math.ceil(shiftMs + lastMs + model.client.timeout_ms),
    seed: 1,
    hosts: [],
    components: [
      {
        id: 'client',
        kind: 'client',
        title: 'Client',
        settings: { timeout_ms: model.client.timeout_ms },
      },
      {
        id: 'vip',
        kind: 'virtual-address',
        title: 'Virtual address',
        settings: {
          advert_int_ms: model.advert_int_ms,
          preempt: model.preempt,
          preempt_delay_ms: model.preempt_delay_ms,
          ...(garpSeconds ? { garp_master_delay_ms: Number(garpSeconds) * 1000 } : {}),
        },
      },
      ...routers,
      ...routers.map(({ id }): Component => ({ id: `web-${id}`, kind: 'web', title: id })),
    ],
    links: [
      { from: 'client', to: 'vip' },
      ...routers.flatMap(({ id }) => [
        { from: 'vip', to: id },
        { from: id, to: `web-${id}` },
      ]),
    ],
    workload: { mode: 'given', requests },
    events: events.map((event, index) => ({
      ...eventOf(event, events.slice(0, index)),
      t_ms: event.t_ms + shiftMs,
    })),
  };
}

const actionOfKind: Readonly<Record<string, Action>> = {
  term: 'vrrp-stop',
  block: 'vrrp-block',
  unblock: 'vrrp-unblock',
  linkdown: 'link-down',
  linkup: 'link-up',
};

function eventOf(
  { kind, node, how }: RecordedEvent,
  earlier: readonly RecordedEvent[],
): Omit<RunEvent, 't_ms'> {
  const cutsPower = (event: RecordedEvent) => /power off/.test(event.how);
  const isOff = earlier.some((event) => event.node === node && cutsPower(event));
  const action =
    kind === 'kill9'
      ? /power off/.test(how)
        ? 'drop'
        : 'vrrp-kill'
      : kind === 'start'
        ? isOff
          ? 'up'
          : 'vrrp-start'
        : actionOfKind[kind];
  if (!action) throw new NotModelled(`event ${kind}`);
  return { component: node, action };
}

function runDifferences(
  { model, tolerance_ms }: VrrpRecording,
  repeats: readonly RecordedRun[],
  run: RecordedRun,
  trace: Trace,
  shiftMs: number,
): string[] {
  const lines = run.events.flatMap((event, index) => {
    const untilMs = run.events[index + 1]?.t_ms ?? Infinity;
    const seen = outcomeOf(trace, event.t_ms + shiftMs, untilMs + shiftMs);
    const recorded = repeats.flatMap(({ per_event }) => per_event[index] ?? []);
    const own = run.per_event[index] as Outcome;
    return [
      ...takeoverDifferences(own, recorded, seen, tolerance_ms),
      ...failureDifferences(recorded, seen),
      ...stepBackDifferences(event, run, trace, shiftMs, model.advert_int_ms + tolerance_ms),
    ].map((line) => `${event.kind} ${event.node}: ${line}`);
  });
  const gained = (each: RecordedRun) =>
    each.vip.filter(([, , change]) => change === 'gained').map(([, router]) => router);
  const masters = rowsOfKinds(trace, ['vrrp-master']).map((row) => nameOf(trace, row));
  if (gained(run).join() !== masters.join()) {
    lines.push(`gained by ${gained(run).join()}, simulated ${masters.join()}`);
  }
  const answers = answersOf(trace);
  const recorded = repeats.map(({ client }) => runsOf(client.map(([, answer]) => answer)));
  if (!recorded.includes(answers)) lines.push(`answers ${recorded.join(' or ')}, simulated ${answers}`);
  return lines;
}

/** Where a delay ends at an advertisement, the repeats differ by a whole interval: any of them will do. */
function takeoverDifferences(
  own: Outcome,
  repeats: readonly Outcome[],
  seen: Outcome,
  toleranceMs: number,
): string[] {
  const isNear = (each: Outcome) =>
    each.vip_gained_by === seen.vip_gained_by &&
    Math.abs(
      (each.takeover_after_last_advert_ms ?? 0) - (seen.takeover_after_last_advert_ms ?? 0),
    ) <= toleranceMs;
  if ([own, ...repeats].some(isNear)) return [];
  const say = (each: Outcome) =>
    `${each.vip_gained_by ?? 'nobody'} after ${each.takeover_after_last_advert_ms ?? '-'} ms`;
  return [`${say(own)}, simulated ${say(seen)}`];
}

function failureDifferences(repeats: readonly Outcome[], seen: Outcome): string[] {
  const counts = repeats.map(({ n_failed_requests }) => n_failed_requests);
  const { n_failed_requests: count } = seen;
  return count >= Math.min(...counts) - requestTolerance &&
    count <= Math.max(...counts) + requestTolerance
    ? []
    : [`${counts.join()} requests fail, simulated ${count}`];
}

/** A router that hears a higher one again gives the address back within an interval. */
function stepBackDifferences(
  { kind, t_ms }: RecordedEvent,
  { vip }: RecordedRun,
  trace: Trace,
  shiftMs: number,
  withinMs: number,
): string[] {
  if (kind !== 'unblock') return [];
  const lost = vip.find(([at, , change]) => change === 'lost' && at >= t_ms)?.[1];
  const row = rowsOfKinds(trace, ['vrrp-backup']).find((each) => timeOf(trace, each) >= t_ms + shiftMs);
  const isInTime = row !== undefined && timeOf(trace, row) <= t_ms + shiftMs + withinMs;
  const back = row !== undefined && isInTime ? nameOf(trace, row) : undefined;
  return lost === back ? [] : [`${lost ?? 'nobody'} steps back, simulated ${back ?? 'nobody'}`];
}

/** What happens from an event, `fromMs`, until the next one. */
function outcomeOf(trace: Trace, fromMs: number, untilMs: number): Outcome {
  const adverts = rowsOfKinds(trace, ['vrrp-advert']);
  const last = adverts.findLast((row) => timeOf(trace, row) < fromMs);
  const taken = rowsOfKinds(trace, ['vrrp-master']).find(
    (row) => timeOf(trace, row) > fromMs && timeOf(trace, row) <= untilMs,
  );
  const { requests } = trace;
  const failed = Array.from({ length: requests.length }, (_, row) => row).filter((row) => {
    const sentMs = (requests.arrivalUs[row] ?? 0) / 1000;
    return outcomes[requests.outcome[row] ?? 0] !== 'answered' && sentMs >= fromMs && sentMs < untilMs;
  });
  return {
    vip_gained_by: taken === undefined ? null : nameOf(trace, taken),
    takeover_after_last_advert_ms:
      taken === undefined || last === undefined ? null : timeOf(trace, taken) - timeOf(trace, last),
    n_failed_requests: failed.length,
  };
}

const timeOf = ({ events }: Trace, row: number): number => (events.tUs[row] ?? 0) / 1000;

const nameOf = ({ run, events }: Trace, row: number): string =>
  run.components[events.component[row] ?? -1]?.id ?? '';

/** Who answered, in order, each once for as long as nobody else did. */
function answersOf({ run, requests }: Trace): string {
  const answers = Array.from({ length: requests.length }, (_, row) =>
    outcomes[requests.outcome[row] ?? 0] === 'answered'
      ? (run.components[requests.server[row] ?? -1]?.title ?? '')
      : 'nobody',
  );
  return runsOf(answers);
}

const runsOf = (answers: readonly string[]): string =>
  answers
    .map((answer) => (answer.startsWith('fail') ? 'nobody' : answer))
    .filter((answer, index, all) => answer !== all[index - 1])
    .join(' ');
