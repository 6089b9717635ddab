/** One ruleset at work: what becomes of a packet, and which rules have seen how many. */
import { parsePorts } from './ports.ts';
import { packRule, type Chain, type ConnectionState, type Protocol, type Rule } from './rules.ts';
import { createTokenBucket } from './token-bucket.ts';

/** What a rule can ask of a packet. */
export interface Packet {
  readonly state: ConnectionState;
  readonly protocol: Protocol;
  /** Of the destination; none for ICMP. */
  readonly port: number | undefined;
  /** Whether it comes from there: an address, a block of addresses, a component or a host. */
  readonly isFrom: (source: string) => boolean;
}

export interface Judgement {
  readonly verdict: 'accept' | 'drop' | 'icmp' | 'tcp-reset';
  /** The rules that decided, one a chain, as `packRule` says; the last one's verdict is the packet's. */
  readonly deciders: readonly number[];
}

export type Filter = (packet: Packet, nowUs: number) => Judgement;

/** Buckets of limits are full at first: a ruleset that is loaded anew begins with new ones. */
export function createFilter(chains: readonly Chain[]): Filter {
  const compiled = chains.map(({ policy, rules }) => ({ policy, rules: rules.map(compile) }));
  return (packet, nowUs) => {
    const deciders: number[] = [];
    for (const [chain, { policy, rules }] of compiled.entries()) {
      const rule = rules.findIndex(({ matches }) => matches(packet, nowUs));
      deciders.push(packRule(chain, rule));
      const verdict = rules[rule]?.verdict ?? policy;
      if (verdict !== 'accept') return { verdict, deciders };
    }
    return { verdict: 'accept', deciders };
  };
}

function compile(rule: Rule) {
  const bucket = rule.limit && createTokenBucket(rule.limit);
  const ranges = rule.ports?.map(parsePorts);
  const verdict = rule.verdict === 'reject' ? (rule.reject_with ?? 'icmp') : rule.verdict;
  const protocol = rule.protocol ?? (ranges || verdict === 'tcp-reset' ? 'tcp' : undefined);

  function matches({ state, port, isFrom, ...packet }: Packet, nowUs: number): boolean {
    if (rule.state !== undefined && rule.state !== state) return false;
    if (protocol !== undefined && protocol !== packet.protocol) return false;
    if (
      ranges &&
      !ranges.some(([first, last]) => port !== undefined && first <= port && port <= last)
    )
      return false;
    if (rule.from && !rule.from.some(isFrom)) return false;
    if (rule.not_from?.some(isFrom)) return false;
    // Last, since only packets that match everything else take tokens.
    return !bucket || bucket(nowUs) !== (rule.limit?.over ?? false);
  }
  return { verdict, matches };
}
