/** Components joined by links: how requests, answers and connections travel, and what faults do to them. */
import type { Agenda } from './agenda.ts';
import { createConnect, type Connect } from './connect.ts';
import type { DnsAnswer } from './dns/records.ts';
import type { Machine } from './host/machine.ts';
import type { Operations } from './modules.ts';
import type { Occupation, Reading } from './monitoring/reading.ts';
import type { Recorder } from './recorder.ts';
import {
  actions,
  isAdminAction,
  carriesRequests,
  isFault,
  type Action,
  type AdminAction,
  type Carriage,
  type Fault,
  type Link,
  type Run,
  type RunEvent,
} from './run.ts';
import type { Connections, ConnectionsFactory } from './tls/connections.ts';
import { answerReasons, type AnswerReason, type FailureReason } from './trace.ts';

/** What a component does with what reaches it. `via` is the index of the link that it came over. */
export interface Node {
  /** A request arrives. */
  receive(request: number, via: number): void;
  /** The component at the far end of `via` has answered. */
  answered(request: number, via: number, status: number): void;
  /** The connection over `via` was refused, or cut before an answer came. */
  failed(request: number, via: number, why: FailureReason): void;
  /** The component's own fault has changed. */
  faulted?(fault: Fault): void;
  /** An administrator says what is to become of the component `server` behind this one. */
  administered?(server: number, action: AdminAction, value: RunEvent['value']): void;
  /** Something other than a fault happens to the component. */
  acted?(action: Action, value: RunEvent['value']): void;
  /** Whether nothing that the component at the far end of `via` sends back gets out of it. */
  isCutOff?(via: number): boolean;
  /** A fault or another action happens to `component`, to which a link leads from here. */
  neighborActed?(component: number, action: Action): void;
  /**
   * A new connection arrives over `via` at a component that is not its end, such as a firewall: the link that it goes on
   * along, or what stops it.
   */
  through?(via: number): number | 'drop' | 'reject';
  /**
   * The first bytes of a connection for this request arrive over `via`, to be passed on to a server unread: `connected` is
   * told the links to it, `closed` that there is none, or none any more.
   */
  relay?(request: number, via: number, relayed: Relayed): void;
  /** The connection that is passed on for this request has ended before the request came. */
  hungUp?(request: number): void;
  /** What a name server answers when it is asked for a name. */
  lookUp?(name: string): DnsAnswer;
  /** How many requests it serves, and how many wait in it: what its status page says of this moment. */
  report?(): Occupation;
  /** Application files: the version of the code that is on the disk. */
  version?(): number;
  /** What a collector or a probe says when it is asked. */
  sample?(): readonly Reading[];
  /** What a collector or a probe (`from`) has sent, read at `tUs`. */
  measured?(from: number, readings: readonly Reading[], tUs: number): void;
}

export interface Relayed {
  connected(path: readonly number[]): void;
  closed(): void;
}

/** Told of each packet of a connection that is being made: the link, −1 − link on the way back, and how long it takes. */
export type PacketWatcher = (link: number, us: number) => void;

/** Told of each request that a component takes and of each answer that it gives, and of the end of its process. */
export interface Watcher {
  received(request: number): void;
  done(request: number, status: number): void;
  ended(): void;
}

/** A packet that arrives over a link. */
export interface Passage {
  /** `syn`: it opens a connection that carries nothing yet. `answer`: it comes back over the link. */
  readonly what: 'syn' | 'request' | 'answer';
  readonly via: number;
  /** −1 when it belongs to none. */
  readonly request: number;
  /** The link along which the connection is opened, where the request does not tell. */
  readonly origin?: number;
}

/** The run's firewalls. */
export interface Wall {
  judge(passage: Passage): 'pass' | 'lost' | 'refused';
  /** A request sets out along a link. */
  sent(request: number, link: number): void;
  /** A connection was opened along `link`, to the component `end`. */
  connected(link: number, end: number): void;
  /** The component is done with the request: it answers, or cuts it off. */
  leaves(request: number, component: number): void;
  /** The component's process has ended, and its connections with it. */
  ended(component: number): void;
  /** `owner`, a component or a host, loads its ruleset with this name. */
  replace(owner: string, ruleset: string): void;
}

export interface WiredLink extends Link {
  readonly index: number;
  /** Indices of components. */
  readonly fromIndex: number;
  readonly toIndex: number;
  readonly latencyUs: number;
}

export interface Network {
  readonly run: Run;
  readonly agenda: Agenda;
  readonly recorder: Recorder;
  readonly links: readonly WiredLink[];
  /** The last fault of each component, `up` at the start. */
  readonly faults: readonly Fault[];
  /** What can happen to processes; nothing in runs where nothing does. */
  readonly operations: Operations | undefined;
  /** What each component runs on, by index; nothing where it does not matter. */
  readonly machines: readonly Machine[];
  /** Links that leave the component and carry requests, in order of declaration. */
  linksFrom(component: number): readonly WiredLink[];
  /** Links that leave the component, or lead to it, and carry this. */
  linksThat(
    carries: Carriage,
    ends: { readonly from?: number; readonly to?: number },
  ): readonly WiredLink[];
  /** Sends a request along a link whose connection is open. */
  send(request: number, link: number): void;
  /** Sends an answer made by another component back along a link. */
  pass(request: number, link: number, status: number): void;
  /** Makes an answer at the near component and sends it back along the link. */
  answer(request: number, link: number, status: number, reason: AnswerReason): void;
  /** Tells the other end of the link that its connection is cut. */
  cut(request: number, link: number): void;
  /** Keeps the connection open and never answers, until the component's process ends. */
  hang(request: number, link: number): void;
  readonly connect: Connect;
  /** How TLS connections are made; none in runs that make none. */
  readonly tls: Connections | undefined;
  attach(component: number, node: Node): void;
  protect(wall: Wall): void;
  /** What becomes of a packet that arrives, where there are firewalls. */
  judge(passage: Passage): ReturnType<Wall['judge']>;
  nodeOf(component: number): Node;
  watch(component: number, watcher: Watcher): void;
  /** The databases that have been promoted, in that order: where applications write that follow the primary. */
  readonly promoted: number[];
  /** Lets `action` happen to a component. */
  act(component: number, action: Action, value?: RunEvent['value']): void;
}

/** More than any status, or any error number of a database. */
const statuses = 65_536;

export function createNetwork(
  run: Run,
  agenda: Agenda,
  recorder: Recorder,
  createConnections?: ConnectionsFactory,
  operations?: Operations,
): Network {
  const indexOf = new Map(run.components.map(({ id }, index) => [id, index]));
  const find = (id: string) => {
    const index = indexOf.get(id);
    if (index === undefined) throw new Error(`There is no component “${id}”.`);
    return index;
  };
  const links = run.links.map((link, index) => ({
    ...link,
    index,
    fromIndex: find(link.from),
    toIndex: find(link.to),
    latencyUs: Math.round((link.latency_ms ?? 0) * 1000),
  }));
  const outgoing = run.components.map((_, index) =>
    links.filter((link) => link.fromIndex === index && carriesRequests(link)),
  );
  const faults: Fault[] = run.components.map(() => 'up');
  const hung: [request: number, link: number][][] = run.components.map(() => []);
  const nodes: Node[] = [];
  const watchers: (Watcher[] | undefined)[] = run.components.map(() => undefined);
  let wall: Wall | undefined;
  const linkAt = (index: number) => links[index] as WiredLink;
  const nodeAt = (index: number) => nodes[index] as Node;

  /** Packets of a component that drops them do not get out either. */
  const isCutOff = ({ index, fromIndex, toIndex }: WiredLink): boolean =>
    faults[toIndex] === 'drop' || nodeAt(fromIndex).isCutOff?.(index) === true;

  function refuse(request: number, link: WiredLink) {
    const { index, toIndex, fromIndex, latencyUs } = link;
    if (isCutOff(link)) {
      recorder.event('lost', toIndex, request, index);
      return;
    }
    recorder.event('refuse', toIndex, request, index, latencyUs);
    comeBack(request, index, latencyUs, () => {
      nodeAt(fromIndex).failed(request, index, 'refused');
    });
  }

  /** A firewall may be in the way of what comes back, too. */
  const getsThrough = (request: number, via: number) =>
    !wall || wall.judge({ what: 'answer', via, request }) === 'pass';

  function comeBack(request: number, index: number, latencyUs: number, arrive: () => void) {
    agenda.after(latencyUs, () => {
      if (getsThrough(request, index)) arrive();
    });
  }

  /** An answer arrives. @param sign `index * statuses + status` of the link and the answer. */
  function bringAnswer(request: number, sign: number) {
    const index = Math.floor(sign / statuses);
    if (!getsThrough(request, index)) return;
    nodeAt(linkAt(index).fromIndex).answered(request, index, sign % statuses);
  }

  function deliver(request: number, index: number) {
    const link = linkAt(index);
    const { toIndex } = link;
    const passed = wall?.judge({ what: 'request', via: index, request });
    if (passed === 'lost') return;
    if (passed === 'refused') {
      refuse(request, link);
      return;
    }
    const fault = faults[toIndex];
    const isTaken = fault !== 'refuse' && fault !== 'drop' && fault !== 'hang';
    if (isTaken) watchers[toIndex]?.forEach((watcher) => watcher.received(request));
    switch (fault) {
      case 'refuse':
        refuse(request, link);
        break;
      case 'drop':
        recorder.event('lost', toIndex, request, index);
        break;
      case 'hang':
        network.hang(request, index);
        break;
      case 'error-500':
        network.answer(request, index, 500, 'error-500');
        break;
      case 'error-503':
        network.answer(request, index, 503, 'error-503');
        break;
      default:
        nodeAt(toIndex).receive(request, index);
    }
  }

  const network: Network & { tls: Connections | undefined } = {
    tls: undefined,
    run,
    agenda,
    recorder,
    links,
    faults,
    operations,
    machines: operations?.createMachines(run, agenda) ?? [],
    promoted: [],
    linksFrom: (component) => outgoing[component] ?? [],
    linksThat: (carries, { from, to }) =>
      links.filter(
        (link) =>
          link.carries === carries &&
          (from === undefined || link.fromIndex === from) &&
          (to === undefined || link.toIndex === to),
      ),
    send(request, index) {
      const link = linkAt(index);
      wall?.sent(request, index);
      recorder.event('send', link.fromIndex, request, index, link.latencyUs);
      agenda.call(link.latencyUs, deliver, request, index);
    },
    pass(request, index, status) {
      const link = linkAt(index);
      const { toIndex, latencyUs } = link;
      watchers[toIndex]?.forEach((watcher) => watcher.done(request, status));
      if (isCutOff(link)) {
        recorder.event('lost', toIndex, request, index);
        return;
      }
      wall?.leaves(request, toIndex);
      recorder.event('reply', toIndex, request, index, latencyUs);
      agenda.call(latencyUs, bringAnswer, request, index * statuses + status);
    },
    answer(request, index, status, reason) {
      const { toIndex } = linkAt(index);
      recorder.event('answer', toIndex, request, status, answerReasons.indexOf(reason));
      network.pass(request, index, status);
    },
    cut(request, index) {
      const { fromIndex, toIndex, latencyUs } = linkAt(index);
      if (nodeAt(fromIndex).isCutOff?.(index)) {
        recorder.event('lost', toIndex, request, index);
        return;
      }
      wall?.leaves(request, toIndex);
      recorder.event('reset', toIndex, request, index, latencyUs);
      comeBack(request, index, latencyUs, () => {
        nodeAt(fromIndex).failed(request, index, 'reset');
      });
    },
    hang(request, index) {
      const { toIndex } = linkAt(index);
      recorder.event('hung', toIndex, request, index);
      hung[toIndex]?.push([request, index]);
    },
    connect: createConnect({ agenda, recorder, links, faults, nodeAt, wall: () => wall }),
    attach(component, node) {
      nodes[component] = node;
    },
    protect(theWall) {
      wall = theWall;
    },
    judge: (passage) => wall?.judge(passage) ?? 'pass',
    nodeOf: nodeAt,
    watch(component, watcher) {
      (watchers[component] ??= []).push(watcher);
    },
    act(component, action, value) {
      if (isAdminAction(action)) {
        for (const { fromIndex } of links.filter(({ toIndex }) => toIndex === component)) {
          nodeAt(fromIndex).administered?.(component, action, value);
        }
        return;
      }
      const inFront = links.filter(({ toIndex }) => toIndex === component);
      const tellInFront = () => {
        for (const { fromIndex } of inFront) nodeAt(fromIndex).neighborActed?.(component, action);
      };
      if (!isFault(action)) {
        nodeAt(component).acted?.(action, value);
        tellInFront();
        return;
      }
      faults[component] = action;
      recorder.event('fault', component, -1, actions.indexOf(action));
      if (action === 'refuse') {
        for (const [request, link] of hung[component] ?? []) network.cut(request, link);
        hung[component] = [];
        wall?.ended(component);
        watchers[component]?.forEach((watcher) => watcher.ended());
      }
      nodeAt(component).faulted?.(action);
      tellInFront();
    },
  };
  network.tls = createConnections?.(network);
  return network;
}
