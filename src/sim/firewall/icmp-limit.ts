/**
 * How many refusals by ICMP a host sends to one sender: Linux limits them (`icmp_ratelimit`, one a second). In the
 * recorded runs the first three came at once, and the fourth with the next SYN, a second later.
 */
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

const limit = { per_second: 1, burst: 3 };

/** Whether a refusal goes out to the sender now. */
export function createIcmpLimit(): (sender: number, nowUs: number) => boolean {
  const buckets = new Map<number, TokenBucket>();
  return (sender, nowUs) => {
    const bucket = buckets.get(sender) ?? createTokenBucket(limit);
    buckets.set(sender, bucket);
    return bucket(nowUs);
  };
}
