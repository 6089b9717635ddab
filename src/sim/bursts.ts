/** Arrivals that come in bursts: steady, and denser for a while at regular times. */

export interface Bursts {
  /** Requests per second outside the bursts, and in them. */
  readonly rate: number;
  readonly burst_rate: number;
  /** From the end of one burst to the end of the next; the first ends when this has passed once. */
  readonly burst_every_ms: number;
  readonly burst_ms: number;
}

/** A workload of the shape `burst` that does not say more: five times the rate, half a second long, every five seconds. */
export function burstsOf(workload: Partial<Bursts> & Pick<Bursts, 'rate'>): Bursts {
  const { rate, burst_rate = 5 * rate, burst_every_ms = 5000, burst_ms = 500 } = workload;
  return { rate, burst_rate, burst_every_ms, burst_ms };
}

/** Tells one arrival after the other, in µs, from `startUs` on. */
export function burstArrivals(bursts: Bursts, startUs: number): () => number {
  const everyUs = bursts.burst_every_ms * 1000;
  const quietUs = Math.max(0, everyUs - bursts.burst_ms * 1000);
  /** µs since the start, not rounded, so that nothing adds up. */
  let sinceUs = 0;
  let sent = 0;

  return () => {
    // What is left until the next request, as a part of one.
    let left = sent === 0 ? 0 : 1;
    sent += 1;
    while (left > 0) {
      const begunUs = Math.floor(sinceUs / everyUs) * everyUs;
      const isBurst = sinceUs - begunUs >= quietUs;
      const boundaryUs = begunUs + (isBurst ? everyUs : quietUs);
      const perUs = (isBurst ? bursts.burst_rate : bursts.rate) / 1_000_000;
      const neededUs = left / perUs;
      if (sinceUs + neededUs < boundaryUs) {
        sinceUs += neededUs;
        break;
      }
      left -= (boundaryUs - sinceUs) * perUs;
      sinceUs = boundaryUs;
    }
    return startUs + Math.round(sinceUs);
  };
}
