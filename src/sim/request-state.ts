/** Where a request is, and what it does there. */
import type { Component, Link } from './run.ts';
import type { EventKind } from './trace.ts';

/** On its way along a link. */
export interface OnLink {
  readonly kind: 'link';
  readonly link: number;
  /** True for an answer, which travels towards `from`. */
  readonly back: boolean;
  readonly startUs: number;
  readonly endUs: number;
  /** The answer's status; 0 for a refusal or a cut connection, and on the way forth. */
  readonly status: number;
}

/** At a component. */
export interface AtComponent {
  readonly kind: 'component';
  readonly component: number;
  readonly doing:
    | 'waiting-for-worker'
    | 'served'
    | 'waits-for-answer'
    | 'connecting'
    | 'waits-to-retry'
    | 'waits-in-queue'
    | 'hung'
    | 'lost';
  readonly sinceUs: number;
  /** When service, or the wait, will be over. */
  readonly untilUs?: number;
  /** connecting, waits-to-retry, waits-in-queue: the link to the server in question; none when any server will do. */
  readonly link?: number;
  /** lost: the link, at one end of which a firewall has dropped it. */
  readonly over?: number;
  /** connecting: which attempt, from 1. */
  readonly attempt?: number;
}

export interface RequestState {
  readonly request: number;
  readonly write: boolean;
  readonly at: OnLink | AtComponent;
  readonly retries: number;
}

/** A request's state, and what is needed to follow it. */
export interface RequestRecord {
  readonly request: number;
  readonly write: boolean;
  at: OnLink | AtComponent;
  retries: number;
  /** The status of the answer that is on its way back. */
  status: number;
  /** Links that it has travelled and not come back over. */
  path: number[];
}

export function initialRequest(
  request: number,
  client: number,
  write: boolean,
  tUs: number,
): RequestRecord {
  return {
    request,
    write,
    at: { kind: 'component', component: client, doing: 'waits-for-answer', sinceUs: tUs },
    retries: 0,
    status: 0,
    path: [],
  };
}

export interface RequestEvent {
  readonly kind: EventKind;
  readonly tUs: number;
  readonly component: number;
  readonly a: number;
  readonly b: number;
}

/** Moves a request on. What a component does that the request has been taken away from moves nothing. */
export function moveRequest(
  record: RequestRecord,
  { kind, tUs, component, a, b }: RequestEvent,
  links: readonly Link[],
  components: readonly Component[],
): void {
  const id = components[component]?.id;
  // With no link left to come back over, the answer is on its last way.
  const isStale =
    record.path.length === 0 ? record.at.kind === 'link' : !isOnPath(record, id, links);
  if (isStale) return;

  const here = (doing: AtComponent['doing'], rest: Partial<AtComponent> = {}): AtComponent => ({
    kind: 'component',
    component,
    doing,
    sinceUs: tUs,
    ...rest,
  });
  const back = (status: number): OnLink => ({
    kind: 'link',
    link: a,
    back: true,
    startUs: tUs,
    endUs: tUs + b,
    status,
  });

  switch (kind) {
    case 'send':
      // Sent once more: what it has come by since then is forgotten.
      comeBackOver(record, a);
      record.path.push(a);
      record.at = { kind: 'link', link: a, back: false, startUs: tUs, endUs: tUs + b, status: 0 };
      break;
    case 'answer':
      record.status = a;
      break;
    case 'reply':
      comeBackOver(record, a);
      record.at = back(record.status);
      break;
    case 'refuse':
    case 'reset':
      comeBackOver(record, a);
      record.at = back(0);
      break;
    case 'fw-dropped':
      record.at = here('lost', { over: a });
      break;
    case 'lost':
    case 'hung':
      record.at = here(kind);
      break;
    case 'queue':
      record.at = here('waiting-for-worker');
      break;
    case 'enqueue':
      record.at = here('waits-in-queue', a < 0 ? {} : { link: a });
      break;
    case 'dequeue':
      record.at = here('waits-for-answer');
      break;
    case 'start':
      record.at = here('served', { untilUs: tUs + a });
      break;
    case 'connect':
      if (b > 1) record.retries = b - 1;
      record.at = here('connecting', { link: a, attempt: b });
      break;
    case 'connect-failed':
      comeBackOver(record, a);
      record.at = here('connecting', { link: a });
      break;
    case 'wait':
      record.at = here('waits-to-retry', { link: a, untilUs: tUs + b });
      break;
    default:
  }
}

function isOnPath({ path }: RequestRecord, id: string | undefined, links: readonly Link[]) {
  return path.some((link) => links[link]?.to === id || links[link]?.from === id);
}

/** Forgets this link and everything behind it. */
function comeBackOver(record: RequestRecord, link: number) {
  const place = record.path.indexOf(link);
  if (place >= 0) record.path.length = place;
}
