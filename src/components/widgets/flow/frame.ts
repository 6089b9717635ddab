/** What is visible at a moment: the state, and where on their links requests and connection attempts are. */
import { actions, type Action, type Run } from '#sim/run.ts';
import { stateAt, type Belief, type SystemState } from '#sim/state.ts';
import type { AtComponent, OnLink, RequestState } from '#sim/request-state.ts';
import { encryptionOf } from '#sim/tls/encryption.ts';
import { packetsAt } from '#sim/tls/packets.ts';
import { eventKinds, type Trace } from '#sim/trace.ts';
import { badgesAt, look, packetsOf, type Badge } from './lexicon.ts';
import { settingsOf } from './settings-of.ts';

/** A request, or its answer, on its way. */
export interface Dot {
  readonly key: number;
  readonly link: number;
  /** How far from the link's beginning, 0 to 1. */
  readonly share: number;
  readonly back: boolean;
  readonly write: boolean;
  readonly tls: boolean;
  /** An answer that is an error: its status, 0 for a refusal or a cut connection; -1 for anything else. */
  readonly error: number;
  /** What a firewall has dropped fades where it was stopped: from 1 to 0. */
  readonly fading?: number;
  /** Where it was stopped at a host's frame: how far before the component, in pixels. */
  readonly short?: number;
}

/** A packet that carries no request: a connection attempt (SYN and what comes back) or a health check. */
export interface Knock {
  readonly key: string;
  readonly link: number;
  readonly share: number;
  readonly back: boolean;
  readonly check: boolean;
  readonly refused: boolean;
}

/** A link with too many dots to draw: how many go forth and back. */
export interface Flow {
  readonly link: number;
  readonly forth: number;
  readonly back: number;
}

/** A request that stays at a component. */
export interface Pip {
  readonly key: number;
  readonly write: boolean;
  readonly doing: AtComponent['doing'];
}

/** Requests at a load balancer that wait for one server. */
export interface Waiting {
  readonly link: number;
  readonly pips: readonly Pip[];
  readonly retrying: number;
}

export interface Frame {
  readonly state: SystemState;
  readonly dots: readonly Dot[];
  readonly knocks: readonly Knock[];
  readonly flows: readonly Flow[];
  /** By component. */
  readonly pips: readonly (readonly Pip[])[];
  /** By belief, as in the state. */
  readonly waiting: readonly Waiting[];
  /** What modules say in the line under a component's name, by component. */
  readonly subtitles: readonly (string | undefined)[];
  readonly badges: readonly Badge[];
  /** By link: whether it is inside TLS. */
  readonly encrypted: readonly boolean[];
}

/** So many dots can be drawn, and told apart. */
const mostDots = 60;
/** Beyond as many on one link, and too many in all, the link thickens and counts. */
const crowd = 8;

/** @param followed A request (from 0) whose dot is drawn however many there are. */
export function frameAt(trace: Trace, tUs: number, followed = -1): Frame {
  const { run } = trace;
  const state = stateAt(trace, tUs);
  const dots: Dot[] = [];
  const knocks: Knock[] = [];
  const pips: Pip[][] = run.components.map(() => []);
  const byLink = new Map<number, Pip[]>();

  for (const request of state.requests.values()) {
    const { at } = request;
    if (at.kind === 'link') {
      dots.push(dotOf(run, request, at, tUs));
      continue;
    }
    const pip = { key: request.request, write: request.write, doing: at.doing };
    if (at.over !== undefined) {
      const dot = fadingDot(run, request, at, at.over, tUs);
      // It is waited for where it came from.
      const sender = run.components.findIndex(({ id }) => id === run.links[at.over ?? -1]?.from);
      if (dot) dots.push(dot);
      else pips[sender]?.push(pip);
      continue;
    }
    if (at.link === undefined) {
      pips[at.component]?.push(pip);
      continue;
    }
    byLink.set(at.link, [...(byLink.get(at.link) ?? []), pip]);
    if (at.doing !== 'connecting') continue;
    const syn = knockAt(trace, at.link, at.sinceUs, tUs, false);
    if (syn) knocks.push({ ...syn, key: `syn-${request.request}`, check: false });
  }
  for (const belief of state.beliefs) {
    const check = checkKnock(trace, belief, tUs);
    if (check) knocks.push(check);
  }
  for (const { request, at } of state.probes.values()) {
    if (at.kind !== 'link') continue;
    const { link, share, back, error } = dotOf(run, { request, write: false }, at, tUs);
    knocks.push({ key: `probe-${request}`, link, share, back, check: true, refused: error >= 0 });
  }
  for (const packet of packetsOf(trace, tUs)) {
    knocks.push({ ...packet, check: false, refused: false });
  }
  const packets = packetsAt(trace, tUs);
  for (const { row, link, back, share } of packets.length > mostDots ? [] : packets) {
    const gone = back ? 1 - share : share;
    knocks.push({ key: `packet-${row}`, link, share: gone, back, check: false, refused: false });
  }
  return {
    state,
    ...thin(run, dots, followed),
    knocks,
    pips,
    subtitles: run.components.map((_, component) =>
      look(({ subtitle }) => subtitle?.(trace, component, tUs)),
    ),
    badges: badgesAt(trace, tUs),
    encrypted: encryptionOf(run),
    waiting: state.beliefs.map(({ link }) => {
      const waiting = byLink.get(link) ?? [];
      const retrying = waiting.filter(({ doing }) => doing === 'waits-to-retry').length;
      return { link, pips: waiting, retrying };
    }),
  };
}

function dotOf(
  run: Run,
  request: Pick<RequestState, 'request' | 'write'>,
  at: OnLink,
  tUs: number,
): Dot {
  const part = at.endUs === at.startUs ? 1 : (tUs - at.startUs) / (at.endUs - at.startUs);
  const gone = Math.min(Math.max(part, 0), 1);
  return {
    key: request.request,
    link: at.link,
    share: at.back ? 1 - gone : gone,
    back: at.back,
    write: request.write,
    tls: encryptionOf(run)[at.link] ?? false,
    error: at.back && (at.status === 0 || at.status >= 500) ? at.status : -1,
  };
}

const fadesUs = 700_000;
/** A host's wall is its frame. */
const frameDistance = 20;

function fadingDot(
  run: Run,
  request: RequestState,
  { component, sinceUs }: AtComponent,
  link: number,
  tUs: number,
): Dot | undefined {
  const fading = 1 - (tUs - sinceUs) / fadesUs;
  if (fading <= 0) return undefined;
  const far = run.components[component];
  const back = run.links[link]?.from === far?.id;
  const stopped = {
    kind: 'link',
    link,
    back,
    startUs: sinceUs,
    endUs: sinceUs,
    status: 200,
  } as const;
  const short = far?.kind === 'firewall' ? 0 : frameDistance;
  return { ...dotOf(run, request, stopped, tUs), share: back ? 0 : 1, short, fading };
}

/** Draws the most crowded links as flows until few enough dots are left. */
function thin(run: Run, dots: readonly Dot[], followed: number): Pick<Frame, 'dots' | 'flows'> {
  if (dots.length <= mostDots) return { dots, flows: [] };
  const flows = run.links
    .map((_, link) => {
      const here = dots.filter((dot) => dot.link === link);
      const back = here.filter((dot) => dot.back).length;
      return { link, forth: here.length - back, back };
    })
    .filter(({ forth, back }) => forth + back > crowd);
  const crowded = new Set(flows.map(({ link }) => link));
  const drawn = dots.filter(({ link, key }) => key !== followed && !crowded.has(link));
  const own = dots.filter(({ key }) => key === followed);
  return { dots: [...own, ...drawn].slice(0, mostDots), flows };
}

/** When a lost SYN is sent again: RFC 6298, sections 2.1 and 5.5, as in the engine's network. */
const synUs = [0, 1, 3, 7, 15, 31, 63].map((seconds) => seconds * 1_000_000);

/** Where the packet is that a connection begun at `sinceUs` has on the link; none while it waits to send another. */
function knockAt(trace: Trace, link: number, sinceUs: number, tUs: number, longer: boolean) {
  const latencyUs = Math.round((trace.run.links[link]?.latency_ms ?? 0) * 1000);
  if (latencyUs === 0) return undefined;
  const elapsedUs = tUs - sinceUs;
  const sentUs = synUs.findLast((time) => time <= elapsedUs) ?? 0;
  const legs = (elapsedUs - sentUs) / latencyUs;
  if (legs <= 1) return { link, share: legs, back: false, refused: false };
  const fault = faultAt(trace, link, sinceUs + sentUs + latencyUs);
  if (fault === 'drop') return undefined;
  if (legs <= 2) return { link, share: 2 - legs, back: true, refused: fault === 'refuse' };
  if (!longer) return undefined;
  // The check's own request, over the connection that has just been made.
  if (legs <= 3) return { link, share: legs - 2, back: false, refused: false };
  const atArrival = faultAt(trace, link, sinceUs + sentUs + 3 * latencyUs);
  if (atArrival === 'hang' || atArrival === 'drop' || legs > 4) return undefined;
  return { link, share: 4 - legs, back: true, refused: atArrival !== 'up' };
}

function checkKnock(trace: Trace, belief: Belief, tUs: number): Knock | undefined {
  const component = trace.run.components[belief.balancer];
  if (!belief.check || !component) return undefined;
  const asks = settingsOf('haproxy', component).check === 'httpchk';
  const knock = knockAt(trace, belief.link, belief.check.startUs, tUs, asks);
  return knock && { ...knock, key: `check-${belief.link}`, check: true };
}

type FaultRow = readonly [tUs: number, component: number, action: Action];
const faultsOf = new WeakMap<Trace, readonly FaultRow[]>();

/** The fault of the component at the link's far end. */
function faultAt(trace: Trace, link: number, tUs: number): Action {
  let rows = faultsOf.get(trace);
  if (!rows) {
    rows = faultRows(trace);
    faultsOf.set(trace, rows);
  }
  const target = trace.run.links[link]?.to;
  const component = trace.run.components.findIndex(({ id }) => id === target);
  return rows.findLast((row) => row[0] <= tUs && row[1] === component)?.[2] ?? 'up';
}

function faultRows({ events }: Trace): FaultRow[] {
  const rows: FaultRow[] = [];
  for (let row = 0; row < events.length; row++) {
    if (events.kind[row] !== eventKinds.fault.code) continue;
    const action = actions[events.a[row] ?? 0] ?? 'up';
    rows.push([events.tUs[row] ?? 0, events.component[row] ?? 0, action]);
  }
  return rows;
}
