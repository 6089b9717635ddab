/** The request table: the requests that matter at a moment. */
import type { RequestState } from '#sim/request-state.ts';
import { stateAt, type SystemState } from '#sim/state.ts';
import { outcomes, type Trace } from '#sim/trace.ts';
import { duration, moment, table } from '#strings/flow.ts';
import { componentTitle, serverTitle } from './words.ts';

export interface RequestRow {
  readonly number: number;
  readonly time: string;
  readonly server: string;
  readonly status: string;
  readonly total: string;
  readonly outcome: 'in-flight' | 'answered' | 'failed' | 'dropped';
}

/**
 * At most `most` requests, by number: a few of those in trouble, the last to end, and the latest to arrive.
 * @param state The state at the moment that the table is of.
 * @param onlyFailed Only requests that have failed by then, the latest.
 */
export function rowsAt(
  trace: Trace,
  state: SystemState,
  most: number,
  onlyFailed = false,
): RequestRow[] {
  const { requests } = trace;
  if (onlyFailed) {
    const isFailed = (row: number) => (requests.outcome[row] ?? 0) > outcomes.indexOf('answered');
    const failed = latestEnds(trace, state, requests.length).filter(isFailed).slice(0, most);
    return failed.sort((a, b) => a - b).map((row) => rowOf(trace, state, row));
  }
  const troubled = [...state.requests.values()].filter(isTroubled).map(({ request }) => request);
  const ended = latestEnds(trace, state, 2);
  const shown = new Set([...troubled.slice(0, Math.floor(most / 2) - 1), ...ended]);
  for (let row = requests.length - 1; row >= 0 && shown.size < most; row--) {
    if ((requests.arrivalUs[row] ?? 0) <= state.tUs) shown.add(row);
  }
  return [...shown].sort((a, b) => a - b).map((row) => rowOf(trace, state, row));
}

/** The first `most` requests and what will become of them: what the table holds before any has arrived. */
export function firstRows(trace: Trace, most: number): RequestRow[] {
  const end = stateAt(trace, trace.endUs);
  const count = Math.min(most, trace.requests.length);
  return Array.from({ length: count }, (_, row) => rowOf(trace, end, row));
}

/** The `most` requests that were last to end, each with all its attempts behind it. */
function latestEnds({ requests }: Trace, { tUs }: SystemState, most: number): number[] {
  const ended: number[] = [];
  for (let row = 0; row < requests.length; row++) {
    const endUs = requests.endUs[row] ?? -1;
    if (endUs >= 0 && endUs <= tUs) ended.push(row);
  }
  const endOf = (row: number) => requests.endUs[row] ?? 0;
  return ended.sort((a, b) => endOf(b) - endOf(a)).slice(0, most);
}

function isTroubled({ at, retries }: RequestState): boolean {
  if (at.kind === 'link') return retries > 0;
  return (
    retries > 0 ||
    ['waits-to-retry', 'hung', 'lost', 'waiting-for-worker', 'waits-in-queue'].includes(at.doing)
  );
}

function rowOf(trace: Trace, state: SystemState, row: number): RequestRow {
  const { requests } = trace;
  const arrivalUs = requests.arrivalUs[row] ?? 0;
  const endUs = requests.endUs[row] ?? -1;
  const number = row + 1;
  const time = moment(arrivalUs / 1000, 2);
  if (endUs < 0 || endUs > state.tUs) {
    const request = state.requests.get(row);
    const server = request ? whereabouts(trace, request) : table.onTheWay;
    return { number, time, server, status: table.pending, total: '', outcome: 'in-flight' };
  }
  const outcome = outcomes[requests.outcome[row] ?? 0] ?? 'in-flight';
  const server = requests.server[row] ?? -1;
  const retries = requests.retries[row] ?? 0;
  const title = server < 0 ? unchosen(trace.run) : serverTitle(trace.run, server);
  const status = requests.status[row] ?? 0;
  return {
    number,
    time,
    server: retries > 0 ? table.retried(title, retries) : title,
    status: status > 0 ? String(status) : outcome === 'dropped' ? table.gaveUp : table.reset,
    total: duration((endUs - arrivalUs) / 1000),
    outcome,
  };
}

/** Where nobody chooses a server, there is none to name. */
function unchosen({ components }: Trace['run']): string {
  return components.some(({ kind }) => kind === 'load-balancer') ? table.noServer : table.direct;
}

/** Where a request in flight is, as far as the reader has to know. */
function whereabouts({ run }: Trace, { at, retries }: RequestState): string {
  const serverOf = (link: number) => {
    const component = run.components.findIndex(({ id }) => id === run.links[link]?.to);
    return serverTitle(run, component);
  };
  if (at.kind === 'link') {
    const [from, to] = (['from', 'to'] as const).map((end) =>
      run.components.find(({ id }) => id === run.links[at.link]?.[end]),
    );
    const isInside = from?.host !== undefined && from.host === to?.host;
    return from?.kind === 'load-balancer' || isInside ? serverOf(at.link) : table.onTheWay;
  }
  switch (at.doing) {
    case 'connecting':
      return table.connecting(serverOf(at.link ?? -1), at.attempt ?? 1);
    case 'waits-to-retry':
      return table.refused(
        serverOf(at.link ?? -1),
        duration(((at.untilUs ?? at.sinceUs) - at.sinceUs) / 1000),
        retries + 1,
      );
    case 'waits-in-queue':
      return at.link === undefined ? table.queuedForAny : table.queued(serverOf(at.link));
    case 'hung':
      return table.hung(componentTitle(run, at.component));
    case 'lost':
      if (at.over !== undefined) return table.dropped(componentTitle(run, at.component));
      return table.lost(componentTitle(run, at.component));
    case 'waiting-for-worker':
      return table.busy(componentTitle(run, at.component));
    default:
      return run.components[at.component]?.host === undefined
        ? table.onTheWay
        : serverTitle(run, at.component);
  }
}
