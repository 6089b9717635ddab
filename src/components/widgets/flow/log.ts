/** Events of a trace in words. */
import { actions, type Run } from '#sim/run.ts';
import { isProbe } from '#sim/monitoring/probe-requests.ts';
import { eventKinds, kindOf, unpackCheck, type EventKind, type Trace } from '#sim/trace.ts';
import { log } from '#strings/flow.ts';
import { actionWords, isNews, look, type Told } from './lexicon.ts';
import { componentTitle, serverTitle } from './words.ts';

/** 1: a fault or a change of state; 2: a health check; 3: a request's hop. */
export type Rank = 1 | 2 | 3;

const rankByCode = new Map<number, Rank>(
  Object.values(eventKinds).map(({ code, rank }) => [code, rank]),
);

export function rankOf({ events }: Trace, row: number): Rank {
  return rankByCode.get(events.kind[row] ?? 0) ?? 3;
}

/** What happened in this row of the trace's events, as a sentence. */
export function eventText(trace: Trace, row: number): string {
  const { run, events } = trace;
  const kind = kindOf(events.kind[row] ?? 0);
  const component = events.component[row] ?? 0;
  const a = events.a[row] ?? 0;
  const b = events.b[row] ?? 0;
  const request = (events.request[row] ?? 0) + 1;
  const at = componentTitle(run, component);
  const texts: Readonly<Partial<Record<EventKind, () => string>>> = {
    fault: () => {
      const host = hostOfFault(run, events.tUs[row] ?? 0, component, a);
      const { state } = actionWords(actions[a] ?? 'up', host !== undefined);
      return log.fault(host?.title ?? at, state);
    },
    'server-down': () => log.down(componentTitle(run, a), serverTitle(run, component)),
    'server-up': () =>
      log[b === 1 ? 'full' : 'up'](componentTitle(run, a), serverTitle(run, component)),
    weight: () => log.weight(componentTitle(run, a), serverTitle(run, component), weightText(b)),
    'weight-refused': () => log.weightRefused(componentTitle(run, a), serverTitle(run, component)),
    'server-stopping': () => log.stopping(componentTitle(run, a), serverTitle(run, component)),
    administer: () =>
      log.administer(
        componentTitle(run, a),
        serverTitle(run, component),
        actionWords(actions[b] ?? 'ready').state,
      ),
    'check-passed': () => log.checkPassed(serverTitle(run, component)),
    'check-failed': () =>
      log.checkFailed(serverTitle(run, component), log.reason[unpackCheck(b).reason]),
  };
  const text =
    texts[kind]?.() ?? look((lexicon) => lexicon.texts?.[kind]?.(toldOf(trace, row))) ?? '';
  return isProbe(request - 1) ? log.ofProbe(text) : text;
}

/** The host, when what happened to the component happened to all that it holds. */
export function hostOfFault(run: Run, tUs: number, component: number, action: number) {
  const host = run.components[component]?.host;
  const isWhole = run.events.some(
    (event) =>
      event.component === host &&
      event.action === actions[action] &&
      Math.round(event.t_ms * 1000) === tUs,
  );
  return isWhole ? run.hosts.find(({ id }) => id === host) : undefined;
}

/** Whether another event at the same time tells the same: what happens to a host is told once. */
export function isRepeated({ run, events }: Trace, row: number): boolean {
  if (events.kind[row] !== eventKinds.fault.code) return false;
  const component = events.component[row] ?? 0;
  const host = hostOfFault(run, events.tUs[row] ?? 0, component, events.a[row] ?? 0);
  return (
    host !== undefined && run.components.findIndex((each) => each.host === host.id) !== component
  );
}

/** The event in this row, for a lexicon. */
export function toldOf(trace: Trace, row: number): Told {
  const { run, events } = trace;
  const component = events.component[row] ?? 0;
  return {
    trace,
    row,
    tUs: events.tUs[row] ?? 0,
    component,
    at: componentTitle(run, component),
    request: (events.request[row] ?? 0) + 1,
    a: events.a[row] ?? 0,
    b: events.b[row] ?? 0,
    nameOf: (other) => componentTitle(run, other),
  };
}

/** HAProxy counts in sixteenths: two digits are enough to tell them apart. */
const weightText = (sixteenths: number): string => String(Math.round(sixteenths * 6.25) / 100);

export interface LogEntry {
  readonly tUs: number;
  readonly rank: Rank;
  readonly text: string;
}

/** The latest `most` events up to `tUs` that the log tells: faults, changes of state, checks that are news. */
export function logBefore(trace: Trace, tUs: number, most: number): LogEntry[] {
  const rows = toldRows(trace);
  let end = rows.length;
  while (end > 0 && (trace.events.tUs[rows[end - 1] ?? 0] ?? 0) > tUs) end -= 1;
  return rows
    .slice(Math.max(0, end - most), end)
    .reverse()
    .map((row) => ({
      tUs: trace.events.tUs[row] ?? 0,
      rank: rankOf(trace, row),
      text: eventText(trace, row),
    }));
}

const toldRowsOf = new WeakMap<Trace, readonly number[]>();

/** Found once for each trace, since the log is asked in every frame. */
function toldRows(trace: Trace): readonly number[] {
  let rows = toldRowsOf.get(trace);
  if (!rows) {
    rows = Array.from({ length: trace.events.length }, (_, row) => row).filter((row) =>
      isTold(trace, row),
    );
    toldRowsOf.set(trace, rows);
  }
  return rows;
}

/** A check that passes is no news, unless the one before it failed. */
function isTold(trace: Trace, row: number): boolean {
  if (isRepeated(trace, row)) return false;
  const { events } = trace;
  const kind = events.kind[row] ?? 0;
  return (
    rankByCode.get(kind) === 1 ||
    isNews(trace, row) ||
    kind === eventKinds['check-failed'].code ||
    (kind === eventKinds['check-passed'].code && !isFull(trace, row))
  );
}

/** Whether a passed check left the server's counter where it was: at its top. */
function isFull({ events }: Trace, row: number): boolean {
  const server = events.component[row];
  for (let earlier = row - 1; earlier >= 0; earlier--) {
    const kind = events.kind[earlier];
    if (events.component[earlier] !== server) continue;
    if (kind === eventKinds['check-failed'].code) return false;
    if (kind === eventKinds['check-passed'].code) {
      return unpackCheck(events.b[earlier] ?? 0).health === unpackCheck(events.b[row] ?? 0).health;
    }
  }
  return true;
}
