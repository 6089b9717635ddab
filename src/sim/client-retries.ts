/**
 * Clients that repeat what failed. Each repetition is a request of its own, from the same address and for the same path.
 * The wait grows by a factor with each, and may be drawn evenly between nothing and that ("full jitter"):
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import { createDraw } from './random.ts';
import type { Settings } from './settings.ts';

export interface Retries {
  /** A request has come into being: one of the workload's, or one that repeats `earlier`. */
  began(request: number, earlier?: number): void;
  /** How often what this request asks for has been asked before. */
  attemptsBefore(request: number): number;
  /** How long the client waits before it repeats the request, in µs; `undefined` when it does not. */
  waitUs(request: number): number | undefined;
}

/** @param id The client's, which its randomness depends on. */
export function createRetries(seed: number, id: string, settings: Settings<'client'>): Retries {
  const { retries, retry_backoff_ms, retry_factor, retry_jitter } = settings;
  if (retries === 0) {
    return {
      began: () => undefined,
      attemptsBefore: () => 0,
      waitUs: () => undefined,
    };
  }
  const draw = createDraw(seed, id, 'backoff');
  const before: number[] = [];
  return {
    began(request, earlier) {
      before[request] = earlier === undefined ? 0 : (before[earlier] ?? 0) + 1;
    },
    attemptsBefore: (request) => before[request] ?? 0,
    waitUs(request) {
      const attempts = before[request] ?? 0;
      if (attempts >= retries) return undefined;
      let longestUs = retry_backoff_ms * 1000;
      for (let time = 0; time < attempts; time++) longestUs *= retry_factor;
      return Math.round(retry_jitter ? draw(request) * longestUs : longestUs);
    },
  };
}
