/**
 * What the primary of a group wants to commit: it waits until a majority of the group has accepted it, itself included.
 * What a member has accepted it keeps, so that nothing that was committed depends on the primary.
 */
import type { Network } from '../network.ts';
import type { Peers } from './peers.ts';
import type { Transaction } from './transaction.ts';

export interface Proposals {
  /** `decided` is told once whether the transaction is committed. */
  propose(primary: number, transaction: Transaction, decided: (isCommitted: boolean) => void): void;
  /** What this member has accepted, in order. */
  acceptedBy(member: number): readonly Transaction[];
  /** Sends what has not been accepted again, and looks whether the majority is another one. */
  retry(): void;
  /** Gives up what this primary has proposed: its transactions are rolled back. */
  reject(primary: number): void;
  /** Forgets what this primary has proposed: its process has ended. */
  forget(primary: number): void;
}

interface Proposal {
  readonly primary: number;
  readonly transaction: Transaction;
  readonly acceptedBy: Set<number>;
  readonly decided: (isCommitted: boolean) => void;
}

/** @param members The components in the group's view now. */
export function createProposals(
  { agenda, recorder }: Network,
  peers: Peers,
  members: () => ReadonlySet<number>,
): Proposals {
  /** In order of the sequence in which the group is to agree on them. */
  let open: Proposal[] = [];
  const accepted = new Map<number, Set<Transaction>>();

  function accept(member: number, transaction: Transaction) {
    const all = accepted.get(member) ?? new Set();
    accepted.set(member, all.add(transaction));
  }

  function send(proposal: Proposal) {
    const { primary, transaction, acceptedBy } = proposal;
    for (const member of members()) {
      if (acceptedBy.has(member) || !peers.canTalk(primary, member)) continue;
      const latencyUs = peers.latencyUs(primary, member);
      recorder.event('binlog-send', primary, transaction.request, member, latencyUs);
      agenda.after(latencyUs, () => {
        if (!peers.canTalk(primary, member)) return;
        accept(member, transaction);
        recorder.event('semi-sync-ack', member, transaction.request, primary, latencyUs);
        agenda.after(latencyUs, () => {
          if (!peers.canTalk(primary, member)) return;
          acceptedBy.add(member);
          decide();
        });
      });
    }
  }

  function isAgreed({ acceptedBy }: Proposal): boolean {
    const view = members();
    return [...view].filter((member) => acceptedBy.has(member)).length * 2 > view.size;
  }

  /** What the members wait for first; what somebody who is none any more has proposed is in nobody's way. */
  const first = () => open.find(({ primary }) => members().has(primary));

  /** One after the other, since all members apply them in one order. */
  function decide() {
    for (let next = first(); next && isAgreed(next); next = first()) {
      open.splice(open.indexOf(next), 1);
      next.decided(true);
    }
  }

  function remove(primary: number): readonly Proposal[] {
    const removed = open.filter((proposal) => proposal.primary === primary);
    open = open.filter((proposal) => proposal.primary !== primary);
    return removed;
  }

  return {
    propose(primary, transaction, decided) {
      const proposal = { primary, transaction, acceptedBy: new Set([primary]), decided };
      accept(primary, transaction);
      open.push(proposal);
      send(proposal);
      decide();
    },
    acceptedBy: (member) => [...(accepted.get(member) ?? [])],
    retry() {
      for (const proposal of open) send(proposal);
      decide();
    },
    reject(primary) {
      for (const { decided } of remove(primary)) decided(false);
    },
    forget: remove,
  };
}
