/** What becomes of a packet: `drop` says nothing to its sender, `reject` refuses at once. */
export type Verdict = 'accept' | 'drop' | 'reject';

/** One line of a chain; all that it names must match. Terms of nftables 1.0: https://wiki.nftables.org */
export interface Rule {
  readonly verdict: Verdict;
  /** Ports of the destination. */
  readonly ports?: readonly number[];
  readonly protocol?: 'tcp' | 'icmp';
  /** Addresses, or ids of components, that it comes from. */
  readonly from?: readonly string[];
  /** What connection tracking says of the packet. */
  readonly state?: 'new' | 'established';
  /** A token bucket: matches while there are tokens, or with `over` when there are none. */
  readonly limit?: {
    readonly per_second: number;
    readonly burst: number;
    readonly over?: boolean;
  };
}

/** A base chain: the first rule that matches decides, else the policy. Every chain must let a packet pass. */
export interface Chain {
  readonly policy: 'accept' | 'drop';
  readonly rules: readonly Rule[];
}
