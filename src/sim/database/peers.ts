/** The databases of a run: how they find each other, and which can talk to which. */
import type { Network } from '../network.ts';
import type { Settings } from '../settings.ts';
import type { ReadOnlyReason } from '../trace.ts';
import type { Applier } from './applier.ts';
import type { BinaryLog } from './binary-log.ts';
import { createHistories, type Histories } from './histories.ts';
import type { IoThread } from './io-thread.ts';
import type { SemiSync } from './semi-sync.ts';

/** A database as the others see it. */
export interface Server {
  readonly component: number;
  /** From 1, in order of declaration. */
  readonly serverId: number;
  readonly settings: Settings<'database'>;
  readonly log: BinaryLog;
  readonly io: IoThread;
  readonly applier: Applier;
  /** Where commits wait for a replica. */
  readonly semiSync: SemiSync | undefined;
  readonly isReadOnly: boolean;
  setReadOnly(on: boolean, reason: ReadOnlyReason): void;
  /** Makes it the primary once it has applied what it has received. */
  promote(): void;
}

/** The side of a partition on which everybody is who has not been moved. */
export const middle = '';

export interface Peers {
  readonly servers: readonly Server[];
  readonly histories: Histories;
  add(server: Server): void;
  at(component: number): Server | undefined;
  /** Whether the process of this database runs and does its work. */
  isAlive(component: number): boolean;
  /** Whether packets from one of these databases reach the other, and both answer. */
  canTalk(one: number, other: number): boolean;
  /** One way between two databases, over the link that joins them. */
  latencyUs(one: number, other: number): number;
  /** Whether somebody who is cut off from nobody, such as a monitor, gets an answer from this database. */
  isSeen(component: number): boolean;
  /** Puts a database on this side of a partition; those of one side reach each other. `middle` is where all begin. */
  moveTo(component: number, side: string): void;
  /** Who was promoted in the place of this primary; `undefined` when nobody was. */
  successorOf(component: number): number | undefined;
  succeed(component: number, successor: number): void;
  /** Tells all that somebody's fault, or side, has changed. */
  reconsider(): void;
  /** Whoever wants to be told of that too. */
  onChange(reconsider: () => void): void;
}

const peersByNetwork = new WeakMap<Network, Peers>();

/** The databases of the run that this network plays. */
export function peersOf(network: Network): Peers {
  const known = peersByNetwork.get(network);
  if (known) return known;
  const peers = createPeers(network);
  peersByNetwork.set(network, peers);
  return peers;
}

function createPeers(network: Network): Peers {
  const servers: Server[] = [];
  const byComponent = new Map<number, Server>();
  const sides = new Map<number, string>();
  const successors = new Map<number, number>();
  const listeners: (() => void)[] = [];
  const links = network.linksThat('replication', {});
  const isReachable = (component: number) => {
    const fault = network.faults[component];
    return fault !== 'refuse' && fault !== 'hang' && fault !== 'drop';
  };

  const sideOf = (component: number) => sides.get(component) ?? middle;

  return {
    servers,
    histories: createHistories(),
    add(server) {
      servers.push(server);
      byComponent.set(server.component, server);
    },
    at: (component) => byComponent.get(component),
    isAlive(component) {
      const fault = network.faults[component];
      return fault !== 'refuse' && fault !== 'hang';
    },
    canTalk: (one, other) =>
      isReachable(one) && isReachable(other) && sideOf(one) === sideOf(other),
    isSeen: (component) => isReachable(component) && sideOf(component) === middle,
    latencyUs(one, other) {
      const ends = [one, other];
      const joins = links.find(
        ({ fromIndex, toIndex }) => ends.includes(fromIndex) && ends.includes(toIndex),
      );
      // A replica that gets another source is as far from it as from its first one.
      const leads = joins ?? links.find(({ toIndex }) => ends.includes(toIndex));
      return leads?.latencyUs ?? 0;
    },
    moveTo(component, side) {
      sides.set(component, side);
    },
    successorOf(component) {
      let successor = successors.get(component);
      while (successor !== undefined && successors.has(successor)) {
        successor = successors.get(successor);
      }
      return successor;
    },
    succeed(component, successor) {
      successors.set(component, successor);
      successors.delete(successor);
    },
    reconsider() {
      for (const { io } of servers) io.reconsider();
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
