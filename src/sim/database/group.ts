/**
 * MySQL Group Replication with one primary. MySQL's rules: a transaction is committed when a majority of the group has agreed
 * on its place in the common order (https://dev.mysql.com/doc/refman/8.4/en/group-replication-summary.html), so that a group
 * of 2f + 1 survives the loss of f (…/group-replication-fault-tolerance.html). A member that has been silent for 5 s is
 * suspected, and expelled after `group_replication_member_expel_timeout` (…/group-replication-responses-failure-expel.html);
 * the rest elects a new primary, here the first in the order of the run, which takes writes when it has applied what it had
 * (BEFORE_ON_PRIMARY_FAILOVER). Members that see no majority change nothing: writes wait there, for ever or until
 * `group_replication_unreachable_majority_timeout`, after which they are rolled back, and the member is read-only and leaves
 * (…/group-replication-responses-failure-partition.html). A member that has left, or whose process has ended, comes back as
 * another one: it takes no writes until the majority has expelled the former and taken it in. So a group that has lost its
 * majority to crashes stays blocked when they are over (…/group-replication-network-partitioning.html); an operator's way out,
 * `group_replication_force_members`, is not modelled. A run has at most one group.
 */
import type { Network } from '../network.ts';
import type { Peers, Server } from './peers.ts';
import { follow } from './promotion.ts';
import { createProposals } from './proposals.ts';
import type { Transaction } from './transaction.ts';

export interface Group {
  join(server: Server): void;
  /** Whether writes go to another member. */
  isSecondary(component: number): boolean;
  /** Calls `decided` with false when the transaction is rolled back, and never while no majority agrees. */
  commit(
    component: number,
    transaction: Transaction,
    decided: (isCommitted: boolean) => void,
  ): void;
  /** The member's process has ended. */
  ended(component: number): void;
  /** It has been started again after it had ended. */
  started(server: Server): void;
  /** `group_replication_set_as_primary()` */
  makePrimary(server: Server): void;
}

const suspectedAfterUs = 5_000_000;
const second = 1_000_000;

const groups = new WeakMap<Peers, Group>();

/** The group of the run. */
export function groupOf(network: Network, peers: Peers): Group {
  const group = groups.get(peers) ?? createGroup(network, peers);
  groups.set(peers, group);
  return group;
}

function createGroup(network: Network, peers: Peers): Group {
  const { agenda, recorder, promoted } = network;
  const members: Server[] = [];
  /** Those that the majority counts as members. */
  const view = new Set<number>();
  /** Those of the view that have left it by themselves: their process has ended, or they gave up waiting for a majority. */
  const left = new Set<number>();
  const seenBy = new Map<number, string>();
  /** Members that are out of reach of a majority, or have none in reach; the number tells one absence from the next. */
  const absences = new Map<number, number>();
  let absence = 0;
  /** Those whose absence has lasted until they may be expelled. */
  const overdue = new Set<number>();
  let primary: number | undefined;
  const canTalk = (one: number, other: number) =>
    !left.has(one) && !left.has(other) && (one === other || peers.canTalk(one, other));
  const proposals = createProposals(network, { ...peers, canTalk }, () => view);
  peers.onChange(reconsider);

  /** The members of the view that this one reaches, itself included unless it has left or been expelled. */
  const reachedBy = (component: number) => [...view].filter((other) => canTalk(component, other));

  const hasMajority = (component: number) =>
    view.has(component) && reachedBy(component).length * 2 > view.size;

  /** Those that are with the majority; nobody when there is none. */
  const majority = () => members.filter(({ component }) => hasMajority(component));

  function reconsider() {
    for (const server of members) {
      if (hasMajority(server.component)) present(server.component);
      else notice(server);
    }
    for (const component of overdue) expel(component);
    for (const server of majority().length > 0 ? members : []) {
      if (!view.has(server.component)) readmit(server);
    }
    proposals.retry();
    tellViews();
  }

  function present(component: number) {
    absences.delete(component);
    overdue.delete(component);
  }

  /** Waits whether the member stays away. */
  function notice({ component, settings }: Server) {
    if (absences.has(component)) return;
    absence += 1;
    const mine = absence;
    absences.set(component, mine);
    const ifStillAway = (delayUs: number, then: () => void) => {
      agenda.after(delayUs, () => {
        if (absences.get(component) === mine) then();
      });
    };
    const expelS = settings.group_replication_member_expel_timeout_s;
    const leaveS = settings.group_replication_unreachable_majority_timeout_s;
    ifStillAway(suspectedAfterUs + expelS * second, () => {
      overdue.add(component);
      reconsider();
    });
    if (leaveS > 0) {
      ifStillAway(leaveS * second, () => {
        leave(component);
      });
    }
  }

  /** Nobody is expelled unless a majority agrees. */
  function expel(component: number) {
    if (majority().length === 0 || !view.delete(component)) return;
    left.delete(component);
    if (component === primary) elect(majority()[0]);
  }

  function leave(component: number) {
    const server = peers.at(component);
    if (!peers.isAlive(component)) return;
    if (view.has(component)) left.add(component);
    proposals.reject(component);
    server?.setReadOnly(true, 'no-majority');
    reconsider();
  }

  /** The member comes back as a secondary and gets what it has missed from the primary. */
  function readmit(server: Server) {
    const { component } = server;
    const isReached = majority().some((other) => peers.canTalk(other.component, component));
    if (!isReached || primary === undefined) return;
    proposals.reject(component);
    view.add(component);
    present(component);
    if (component === primary) return;
    server.setReadOnly(true, 'rejoined');
    follow(server, primary);
  }

  /** The new primary takes everything that somebody has accepted, in order, before it takes writes. */
  function elect(server: Server | undefined) {
    if (!server) return;
    const { component, applier, io, log } = server;
    primary = component;
    const accepted = new Set(majority().flatMap((each) => proposals.acceptedBy(each.component)));
    applier.purge();
    io.changeSource(undefined);
    recorder.event('promotion', component, -1, 0);
    for (const transaction of [...accepted].sort((a, b) => a.sequence - b.sequence)) {
      if (log.placeOf(transaction) === undefined) applier.add(transaction, component);
    }
    applier.finish(() => {
      if (primary !== component) return;
      server.setReadOnly(false, 'elected');
      promoted.push(component);
      recorder.event('promotion', component, -1, 1);
      for (const other of members) {
        if (other.component !== component && view.has(other.component)) follow(other, component);
      }
    });
  }

  /** Who has been expelled does not know it, and what has been started again knows of no view. */
  function tellViews() {
    for (const { component } of members) {
      if (!view.has(component) || left.has(component) || !peers.isAlive(component)) continue;
      const seen = reachedBy(component).length;
      const said = `${seen} of ${view.size}`;
      if (seenBy.get(component) === said) continue;
      seenBy.set(component, said);
      recorder.event('group-view', component, -1, seen, view.size);
    }
  }

  return {
    join(server) {
      members.push(server);
      view.add(server.component);
      primary ??= server.component;
      if (server.component !== primary) {
        server.io.changeSource(primary);
        server.io.start();
      }
      agenda.at(0, tellViews);
    },
    isSecondary: (component) => primary !== undefined && primary !== component,
    commit(component, transaction, decided) {
      // Who has been expelled does not know it, and waits; who is not the primary is told.
      if (component !== primary && view.has(component)) decided(false);
      else proposals.propose(component, transaction, decided);
    },
    ended(component) {
      if (view.has(component)) left.add(component);
      seenBy.delete(component);
      proposals.forget(component);
    },
    started(server) {
      server.setReadOnly(true, 'restarted');
    },
    makePrimary(server) {
      if (server.component === primary || !hasMajority(server.component)) return;
      if (primary !== undefined) {
        proposals.reject(primary);
        peers.at(primary)?.setReadOnly(true, 'rejoined');
      }
      elect(server);
    },
  };
}
