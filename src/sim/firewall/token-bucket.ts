/**
 * The token bucket of nftables' `limit`, in whole nanoseconds as the kernel counts (net/netfilter/nft_limit.c): a packet
 * costs the unit divided by the rate, and no more than `burst` packets' worth is ever saved up.
 */
import type { Limit } from './rules.ts';

const second = 1_000_000_000;
const usualBurst = 5;

/** Whether there is a token for a packet at this moment, in µs; takes it when there is. The bucket is full at first. */
export type TokenBucket = (nowUs: number) => boolean;

export function createTokenBucket(limit: Limit): TokenBucket {
  const costNs = Math.floor(unitOf(limit) / rateOf(limit));
  const mostNs = costNs * (limit.burst ?? usualBurst);
  let savedNs = mostNs;
  let lastUs = 0;
  return (nowUs) => {
    savedNs = Math.min(mostNs, savedNs + (nowUs - lastUs) * 1000);
    lastUs = nowUs;
    if (savedNs < costNs) return false;
    savedNs -= costNs;
    return true;
  };
}

/** Nanoseconds of what the rate is counted per. */
function unitOf({ per_minute, per_hour }: Limit): number {
  if (per_hour !== undefined) return 3600 * second;
  return per_minute !== undefined ? 60 * second : second;
}

function rateOf({ per_second, per_minute, per_hour }: Limit): number {
  return per_hour ?? per_minute ?? per_second ?? 1;
}
