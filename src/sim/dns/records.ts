/** What a name server knows, and what it answers from it. */
import { parseAddress } from '../workload.ts';

/** One record (RFC 1035, section 3.2.1). */
export interface DnsRecord {
  /** The name asked for, such as `www.foobar.com`. */
  readonly name: string;
  readonly type: 'A' | 'CNAME';
  /** An IPv4 address, or the name that stands for it. */
  readonly value: string;
  /** How long, in seconds, the answer may be kept. */
  readonly ttl_s: number;
}

/** How an answer turned out. Append only: the trace holds the place in this list. */
export const dnsResults = ['answered', 'nxdomain', 'servfail'] as const;
export type DnsResult = (typeof dnsResults)[number];

export interface DnsAnswer {
  readonly result: DnsResult;
  /** As numbers, in the order in which clients try them; none unless answered. */
  readonly addresses: readonly number[];
  /** How long it may be kept, in seconds. */
  readonly ttlS: number;
}

/** Longer chains of CNAME are taken for loops. */
const longestChain = 8;

/**
 * Follows CNAME records to addresses. The answer may be kept as long as the record that may be kept for the shortest
 * time; that there is no such name, for `negativeTtlS` (RFC 2308).
 */
export function lookUp(
  records: readonly DnsRecord[],
  name: string,
  negativeTtlS: number,
): DnsAnswer {
  let asked = name;
  let ttlS = Infinity;
  for (let hop = 0; hop <= longestChain; hop++) {
    const found = records.filter((record) => record.name === asked);
    const alias = found.find(({ type }) => type === 'CNAME');
    ttlS = Math.min(ttlS, ...found.map(({ ttl_s }) => ttl_s));
    if (!alias) {
      const addresses = found.map(({ value }) => parseAddress(value));
      return addresses.length > 0
        ? { result: 'answered', addresses, ttlS }
        : { result: 'nxdomain', addresses, ttlS: Math.min(ttlS, negativeTtlS) };
    }
    asked = alias.value;
  }
  return { result: 'servfail', addresses: [], ttlS: 0 };
}

/** What the action `record` changes: all records of a name. */
export interface RecordChange {
  readonly name: string;
  readonly type: DnsRecord['type'];
  /** None when the name is taken out. */
  readonly values: readonly string[];
  /** As before when not given. */
  readonly ttlS?: number;
}

const changePattern = /^(\S+)\s+(?:(\d+)\s+)?(A|CNAME)\s+(\S.*)$/;
const addressPattern = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/**
 * Reads `www.foobar.com A 203.0.113.20`, with any number of addresses and, before the type, a TTL in seconds, as in a
 * zone file; `delete www.foobar.com` takes the name out.
 */
export function parseChange(text: string): RecordChange | undefined {
  const [, removed] = /^delete\s+(\S+)$/.exec(text.trim()) ?? [];
  if (removed !== undefined) return { name: removed, type: 'A', values: [] };
  const [, name, ttl, type, rest = ''] = changePattern.exec(text.trim()) ?? [];
  if (name === undefined || type === undefined) return undefined;
  const values = rest.trim().split(/\s+/);
  const isAlias = type === 'CNAME';
  if (isAlias ? values.length > 1 : !values.every((value) => addressPattern.test(value)))
    return undefined;
  return {
    name,
    type: isAlias ? 'CNAME' : 'A',
    values,
    ...(ttl !== undefined && { ttlS: Number(ttl) }),
  };
}

/** TTL of a record for a name that there was none for, in seconds. */
const usualTtlS = 300;

export function applyChange(
  records: readonly DnsRecord[],
  { name, type, values, ttlS }: RecordChange,
): readonly DnsRecord[] {
  const before = records.find((record) => record.name === name);
  const ttl_s = ttlS ?? before?.ttl_s ?? usualTtlS;
  return [
    ...records.filter((record) => record.name !== name),
    ...values.map((value): DnsRecord => ({ name, type, value, ttl_s })),
  ];
}

/** The same list, begun `turns` later: who takes the first of it takes turns (RFC 1794). */
export function rotated<T>(list: readonly T[], turns: number): readonly T[] {
  const first = list.length === 0 ? 0 : turns % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}
