/** One request's whole life as steps, from the events of a trace. */
import { leftBehind } from './dns/happy-eyeballs.ts';
import { dnsResults, type DnsResult } from './dns/records.ts';
import { unpackRound, type Round } from './tls/round.ts';
import {
  answerReasons,
  choiceReasons,
  failureReasons,
  kindOf,
  type AnswerReason,
  type ChoiceReason,
  tlsFailures,
  type FailureReason,
  type TlsFailure,
  type Trace,
} from './trace.ts';

export type StepKind =
  /** On its way to the component at the link's far end. */
  | 'forth'
  /** An answer, a refusal or a cut on its way to the component at the link's near end. */
  | 'back'
  /** A client's resolver looks up the site's name. */
  | 'dns'
  /** A client tries an address that nobody has. */
  | 'nobody'
  /** A client opens a TCP connection over the link. */
  | 'tcp'
  /** A round trip of a TLS handshake over the link. */
  | 'tls'
  /** A load balancer opens a connection over the link. */
  | 'connect'
  /** A load balancer lets time pass after a failed attempt. */
  | 'retry'
  /** In a load balancer, until there is a place at the server behind the link; at any server when `link` is -1. */
  | 'queue'
  /** At a stage, until a worker is free. */
  | 'worker'
  | 'service'
  /** At a component that has accepted it and will never answer. */
  | 'hung'
  /** Its packets, or its answer's, have been dropped at the component. */
  | 'lost';

/** How a connection ends without an answer. */
type Cut = 'refuse' | 'reset';

/** How a step ended. */
export type StepOutcome =
  | 'done'
  | 'refused'
  /** A component before it stopped waiting. */
  | 'timeout'
  /** The process that had it has ended. */
  | 'reset'
  /** The load balancer cut it off because the server was marked DOWN. */
  | 'shutdown'
  /** The other side's certificate, or the oldest version that it takes, would not do. */
  | Exclude<TlsFailure, 'refused' | 'reset'>
  /** There is no such name, or no name server that answers. */
  | Exclude<DnsResult, 'answered'>
  /** The client stopped waiting. */
  | 'given-up'
  /** The run ended first. */
  | 'unfinished';

export interface Step {
  readonly kind: StepKind;
  /** Microseconds of the run. */
  readonly fromUs: number;
  readonly toUs: number;
  /** Where it is, or where it sets out, as an index in `run.components`. */
  readonly component: number;
  /** Index in `run.links`; -1 for none. */
  readonly link: number;
  readonly outcome: StepOutcome;
  /** connect: which attempt, from 1, and why this server. */
  readonly attempt?: number;
  readonly choice?: ChoiceReason;
  /** tls: which round trip of what handshake, and what was computed meanwhile, in µs. */
  readonly round?: Round;
  /** tls: the server that was tried last, as an index in `run.components`; -1 for none. */
  readonly server?: number;
  readonly workUs?: number;
  /** dns: the name server that is asked, as an index in `run.components`; none where the resolver is. */
  readonly nameServer?: number;
  /** lost: the rule of a firewall that dropped it, as `packRule` says (see `firewall/rules.ts`). */
  readonly rule?: number;
  /** back: the answer's status; 0 for a refusal or a cut. */
  readonly status?: number;
  /** back: what travels, and why, where it sets out; nothing when it is only passed on. */
  readonly why?: AnswerReason | Cut;
}

type Open = Omit<Step, 'toUs' | 'outcome'>;

/** Waits that take no time are no steps; a hop, an attempt or a service is one however short it is. */
const waits: readonly StepKind[] = ['retry', 'queue', 'worker', 'hung', 'lost'];

/** How a look-up ends. */
const dnsOutcomes = { answered: 'done', nxdomain: 'nxdomain', servfail: 'servfail' } as const;

const outcomeOfAnswer: Partial<Record<AnswerReason, StepOutcome>> = {
  'server-timeout': 'timeout',
  'upstream-timeout': 'timeout',
  'queue-timeout': 'timeout',
  'session-shutdown': 'shutdown',
};

/**
 * The steps of a request (from 0), one after the other without gaps, from its arrival to its end, or to the run's when
 * it has none. What components do that the request has been taken away from is left out. Empty when the trace has no
 * such request, or keeps no events.
 */
export function lifeOf({ run, endUs: runEndUs, requests, events }: Trace, request: number): Step[] {
  const places = new Map(run.components.map(({ id }, index) => [id, index]));
  const nearEnd = (link: number) => places.get(run.links[link]?.from ?? '') ?? -1;
  const farEnd = (link: number) => places.get(run.links[link]?.to ?? '') ?? -1;
  const steps: Step[] = [];
  /** Links that it has travelled, or travels, and not come back over. */
  const path: number[] = [];
  let client = -1;
  let open: Open | undefined;
  /** When what is on a link arrives. */
  let arrivesUs = 0;
  let status = 0;
  let made: { readonly component: number; readonly why: AnswerReason } | undefined;
  let choice: ChoiceReason = 'balance';
  /** The client's handshake, also while a load balancer, which passes it on, connects to a server. */
  let handshake: Open | undefined;
  /** Connections that the client is making, by their links, and whether it has come back to one of them. */
  const attempts = new Map<number, Open>();
  let isTakenUp = false;

  /** The component that has it, or that it is on its way to or back to. */
  const place = () => (path.length === 0 ? client : farEnd(path.at(-1) as number));
  const isThere = (component: number, tUs: number) =>
    (component === place() && (open?.kind !== 'forth' || arrivesUs <= tUs)) ||
    (path.length === 0 && handshake !== undefined);
  const isUnderWay = (tUs: number) =>
    (open?.kind === 'forth' || open?.kind === 'back') && arrivesUs > tUs;
  const isBefore = (component: number) => path.some((link) => nearEnd(link) === component);

  function close(tUs: number, outcome: StepOutcome) {
    if (!open) return;
    const takesTime = tUs > open.fromUs;
    const isIdle = isTakenUp && !takesTime;
    isTakenUp = false;
    if (isIdle) {
      open = undefined;
      return;
    }
    if (takesTime || !waits.includes(open.kind)) steps.push({ ...open, toUs: tUs, outcome });
    open = undefined;
  }

  /** Ends the step before, as the answer that has just been made says, and begins another. */
  function begin(step: Open) {
    close(step.fromUs, (made && outcomeOfAnswer[made.why]) ?? 'done');
    open = step;
  }

  /** A client may have several under way, to different addresses. */
  function beginAttempt(step: Open) {
    begin(step);
    attempts.set(step.link, step);
  }

  function comeBack(step: Pick<Open, 'component' | 'link' | 'fromUs'>, takesUs: number, cut?: Cut) {
    const { component, link, fromUs } = step;
    const isPassedOn = open?.kind === 'back' && arrivesUs <= fromUs;
    if (cut === 'reset' && !isPassedOn) close(fromUs, 'reset');
    const why = cut ?? (made?.component === component ? made.why : undefined);
    begin({ ...step, kind: 'back', status: cut ? 0 : status, ...(why && { why }) });
    arrivesUs = fromUs + takesUs;
    path.length = path.indexOf(link);
    made = undefined;
  }

  for (let row = 0; row < events.length; row++) {
    if (events.request[row] !== request) continue;
    const kind = kindOf(events.kind[row] ?? 0);
    const fromUs = events.tUs[row] ?? 0;
    const component = events.component[row] ?? 0;
    const a = events.a[row] ?? 0;
    const b = events.b[row] ?? 0;
    const here = { component, fromUs, link: -1 };
    switch (kind) {
      case 'arrive':
        client = component;
        break;
      case 'send':
        handshake = undefined;
        // Sent once more, by whoever opens its connection.
        if (open?.kind === 'lost' && path.includes(a)) path.length = path.indexOf(a);
        else if (!isThere(component, fromUs)) break;
        begin({ ...here, kind: 'forth', link: a });
        arrivesUs = fromUs + b;
        path.push(a);
        break;
      case 'answer':
        if (!isThere(component, fromUs) && !isBefore(component)) break;
        status = a;
        made = { component, why: answerReasons[b] ?? 'served' };
        break;
      case 'reply':
        if (path.includes(a)) comeBack({ ...here, link: a }, b);
        break;
      case 'refuse':
      case 'reset':
        if (path.includes(a)) comeBack({ ...here, link: a }, b, kind);
        break;
      case 'dns-query':
        begin({ ...here, kind: 'dns', ...(a >= 0 && { nameServer: a }) });
        break;
      case 'dns-answer':
        close(fromUs, dnsOutcomes[dnsResults[a] ?? 'answered']);
        break;
      case 'dns-next':
        if (leftBehind[b] === 'nobody') beginAttempt({ ...here, kind: 'nobody' });
        else if (leftBehind[b] === 'silent') close(fromUs, 'timeout');
        break;
      case 'tcp-open':
        beginAttempt({ ...here, kind: 'tcp', link: a });
        break;
      case 'tls-round': {
        const server = requests.server[request] ?? -1;
        begin({ ...here, kind: 'tls', link: a, round: unpackRound(b), server });
        if (component === client) handshake = open;
        break;
      }
      case 'tls-work':
        if (open?.kind === 'tls') open = { ...open, workUs: (open.workUs ?? 0) + b };
        break;
      case 'tls-failed': {
        const failure = tlsFailures[b] ?? 'reset';
        attempts.delete(a);
        if (component === client) handshake = undefined;
        if ((open?.kind !== 'tcp' && open?.kind !== 'tls') || open.link !== a) break;
        close(fromUs, failure);
        // Earlier attempts go on.
        const earlier = [...attempts.values()].at(-1);
        if (earlier) {
          open = { ...earlier, fromUs };
          isTakenUp = true;
        }
        break;
      }
      case 'connected':
      case 'hang-up':
        // The handshake goes on, or its end travels back.
        if (handshake && open?.kind !== 'tls') begin({ ...handshake, fromUs, workUs: 0 });
        break;
      case 'fw-dropped':
        if (!path.includes(a) && !(open?.kind === 'back' && open.link === a)) break;
        begin({ ...here, kind: 'lost', rule: b });
        if (path.includes(a)) path.length = path.indexOf(a) + 1;
        made = undefined;
        break;
      case 'lost':
      case 'hung':
        if (!path.includes(a) && open?.kind !== 'tls') break;
        // Whoever waited has cut the connection while this was under way, and nobody hears of it.
        if (isUnderWay(fromUs)) close(fromUs, (made && outcomeOfAnswer[made.why]) ?? 'reset');
        begin({ ...here, kind });
        path.length = path.indexOf(a) + 1;
        made = undefined;
        break;
      case 'queue':
        if (isThere(component, fromUs)) begin({ ...here, kind: 'worker' });
        break;
      case 'start':
        if (isThere(component, fromUs)) begin({ ...here, kind: 'service' });
        break;
      case 'enqueue':
        if (!isThere(component, fromUs)) break;
        begin({ ...here, kind: 'queue', link: a });
        break;
      case 'choose':
        choice = choiceReasons[b] ?? 'balance';
        break;
      case 'connect':
        if (!isThere(component, fromUs)) break;
        begin({ ...here, kind: 'connect', link: a, attempt: b, choice });
        break;
      case 'connect-failed': {
        const wasSent = path.includes(a);
        // What is lost on its way to the component stays lost, whatever becomes of the component's own connection.
        if (!wasSent && (open?.kind === 'lost' || !isThere(component, fromUs))) break;
        close(fromUs, outcomeOfFailure(failureReasons[b] ?? 'refused', open?.kind));
        if (wasSent) path.length = path.indexOf(a);
        break;
      }
      case 'wait':
        if (isThere(component, fromUs)) begin({ ...here, kind: 'retry', link: a });
        break;
      case 'end':
      case 'give-up':
        close(fromUs, kind === 'end' ? 'done' : 'given-up');
        return steps;
      default:
    }
  }
  if ((requests.endUs[request] ?? -1) < 0) close(runEndUs, 'unfinished');
  return steps;
}

/** A failed status, or a cut that has come back, ends nothing: its way back is over. */
function outcomeOfFailure(why: FailureReason, during: StepKind | undefined): StepOutcome {
  if (why === 'timeout') return 'timeout';
  return why === 'refused' && during === 'connect' ? 'refused' : 'done';
}
