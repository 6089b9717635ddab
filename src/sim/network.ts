/** Components joined by links: how requests, answers and connections travel, and what faults do to them. */
import type { Agenda } from './agenda.ts';
import type { Recorder } from './recorder.ts';
import {
  actions,
  isAdminAction,
  type Action,
  type AdminAction,
  type Fault,
  type Link,
  type Run,
} from './run.ts';
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
  administered?(server: number, action: AdminAction): void;
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
  /** Links that leave the component, in order of declaration. */
  linksFrom(component: number): readonly WiredLink[];
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
  /** Opens a connection; `done` is called once, when it is open or refused, and never when packets are dropped for good. */
  connect(link: number, done: (result: 'connected' | 'refused') => void): void;
  attach(component: number, node: Node): void;
  /** Lets `action` happen to a component. */
  act(component: number, action: Action): void;
}

/**
 * A lost SYN is sent again after 1 s, then after twice as long each time (RFC 6298, sections 2.1 and 5.5; Linux gives up
 * after 6).
 */
const synRetransmissions = 6;
const firstRetransmissionUs = 1_000_000;

export function createNetwork(run: Run, agenda: Agenda, recorder: Recorder): Network {
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
    links.filter((link) => link.fromIndex === index),
  );
  const faults: Fault[] = run.components.map(() => 'up');
  const hung: [request: number, link: number][][] = run.components.map(() => []);
  const nodes: Node[] = [];
  const linkAt = (index: number) => links[index] as WiredLink;
  const nodeAt = (index: number) => nodes[index] as Node;

  function deliver(request: number, { index, toIndex, fromIndex, latencyUs }: WiredLink) {
    switch (faults[toIndex]) {
      case 'refuse':
        recorder.event('refuse', toIndex, request, index, latencyUs);
        agenda.after(latencyUs, () => {
          nodeAt(fromIndex).failed(request, index, 'refused');
        });
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

  /** Packets of a component that drops them do not get out either. */
  function sendBack({ index, toIndex, latencyUs }: WiredLink, request: number, arrive: () => void) {
    if (faults[toIndex] === 'drop') {
      recorder.event('lost', toIndex, request, index);
      return;
    }
    recorder.event('reply', toIndex, request, index, latencyUs);
    agenda.after(latencyUs, arrive);
  }

  const network: Network = {
    run,
    agenda,
    recorder,
    links,
    faults,
    linksFrom: (component) => outgoing[component] ?? [],
    send(request, index) {
      const link = linkAt(index);
      recorder.event('send', link.fromIndex, request, index, link.latencyUs);
      agenda.after(link.latencyUs, () => {
        deliver(request, link);
      });
    },
    pass(request, index, status) {
      const link = linkAt(index);
      sendBack(link, request, () => {
        nodeAt(link.fromIndex).answered(request, index, status);
      });
    },
    answer(request, index, status, reason) {
      const { toIndex } = linkAt(index);
      recorder.event('answer', toIndex, request, status, answerReasons.indexOf(reason));
      network.pass(request, index, status);
    },
    cut(request, index) {
      const { fromIndex, toIndex, latencyUs } = linkAt(index);
      recorder.event('reset', toIndex, request, index, latencyUs);
      agenda.after(latencyUs, () => {
        nodeAt(fromIndex).failed(request, index, 'reset');
      });
    },
    hang(request, index) {
      const { toIndex } = linkAt(index);
      recorder.event('hung', toIndex, request, index);
      hung[toIndex]?.push([request, index]);
    },
    connect(index, done) {
      const link = linkAt(index);
      const attempt = (sent: number, waitUs: number) => {
        agenda.after(link.latencyUs, () => {
          const fault = faults[link.toIndex];
          if (fault !== 'drop') {
            agenda.after(link.latencyUs, () => {
              done(fault === 'refuse' ? 'refused' : 'connected');
            });
          } else if (sent <= synRetransmissions) {
            agenda.after(Math.max(0, waitUs - link.latencyUs), () => {
              attempt(sent + 1, 2 * waitUs);
            });
          }
        });
      };
      attempt(1, firstRetransmissionUs);
    },
    attach(component, node) {
      nodes[component] = node;
    },
    act(component, action) {
      if (isAdminAction(action)) {
        for (const { fromIndex } of links.filter(({ toIndex }) => toIndex === component)) {
          nodeAt(fromIndex).administered?.(component, action);
        }
        return;
      }
      faults[component] = action;
      recorder.event('fault', component, -1, actions.indexOf(action));
      if (action === 'refuse') {
        for (const [request, link] of hung[component] ?? []) network.cut(request, link);
        hung[component] = [];
      }
      nodeAt(component).faulted?.(action);
    },
  };
  return network;
}
