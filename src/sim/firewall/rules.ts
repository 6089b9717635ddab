/** The rules of a firewall, in the terms of nftables 1.0: https://www.netfilter.org/projects/nftables/manpage.html */

/** What becomes of a packet: `drop` says nothing to its sender, `reject` refuses at once. */
export type Verdict = 'accept' | 'drop' | 'reject';

/** A token bucket: `burst` packets at once, refilled at the rate that one of the three says. */
export interface Limit {
  readonly per_second?: number;
  readonly per_minute?: number;
  readonly per_hour?: number;
  /** 5, as in nftables, when not given. */
  readonly burst?: number;
  /** Matches when there is no token left, instead of while there are. */
  readonly over?: boolean;
}

/** One line of a chain; all that it names must match. */
export interface Rule {
  readonly verdict: Verdict;
  /** How a `reject` says no: `icmp` (port unreachable, the default) or a TCP reset. */
  readonly reject_with?: 'icmp' | 'tcp-reset';
  /** Ports of the destination, or ranges of them such as '1-1024'. */
  readonly ports?: readonly (number | string)[];
  /** Where `ports` are named, TCP when not given. */
  readonly protocol?: Protocol;
  /** Where it comes from: IPv4 addresses, blocks such as 10.0.0.0/8, ids of components or hosts. */
  readonly from?: readonly string[];
  /** Anything but these. */
  readonly not_from?: readonly string[];
  /** What connection tracking says of the packet. */
  readonly state?: ConnectionState;
  readonly limit?: Limit;
}

export type Protocol = 'tcp' | 'udp' | 'icmp';

/** `new`: the first packet of a connection; `established`: any other, answers included. */
export type ConnectionState = 'new' | 'established';

/** A base chain: the first rule that matches decides, else the policy. Every chain must let a packet pass. */
export interface Chain {
  readonly policy: 'accept' | 'drop';
  readonly rules: readonly Rule[];
}

const chainSize = 4096;

/** A rule's place among the chains as one number; the policy of a chain is the rule −1. */
export const packRule = (chain: number, rule: number): number => chain * chainSize + rule + 1;

export const unpackRule = (packed: number): { readonly chain: number; readonly rule: number } => ({
  chain: Math.floor(packed / chainSize),
  rule: (packed % chainSize) - 1,
});
