/** One answer of a name server (RFC 1035, section 3.2.1). */
export interface DnsRecord {
  /** The name asked for, such as `www.foobar.com`. */
  readonly name: string;
  readonly type: 'A' | 'CNAME';
  /** An IPv4 address, or the name that stands for it. */
  readonly value: string;
  /** How long, in seconds, the answer may be kept. */
  readonly ttl_s: number;
}
