/** Plays setups, and tells which are too long for the page itself. */
import { haproxy } from '#sim/haproxy/haproxy.ts';
import { nginx } from '#sim/nginx/nginx.ts';
import { runOf, sizeOf, type Setup } from '#sim/setup.ts';
import { simulate } from '#sim/simulate.ts';
import type { Trace } from '#sim/trace.ts';
import { seriesOf, type Series } from './series.ts';

export interface Played {
  readonly trace: Trace;
  /** Computed when it is first asked for. */
  readonly series: Series;
}

/** What the worker sends: how far it is, or what it has played. */
export type FromWorker =
  | { readonly part: number }
  | {
      readonly played: readonly (Omit<Played, 'trace'> & { readonly trace: Omit<Trace, 'hash'> })[];
    };

/** A run of so many requests and checks is computed within a tenth of a second on a slow phone. */
const mostAtOnce = 1000;

export function isLong(setups: readonly Setup[]): boolean {
  return sizeOfAll(setups) > mostAtOnce;
}

export function sizeOfAll(setups: readonly Setup[]): number {
  return setups.reduce((sum, setup) => sum + sizeOf(setup), 0);
}

/** @param progress Told which part, 0 to 1, of all is done. */
export function play(setups: readonly Setup[], progress?: (part: number) => void): Played[] {
  return setups.map((setup, index) => {
    const trace = simulate(
      runOf(setup),
      { haproxy, nginx },
      progress && {
        progress: (part) => {
          progress((index + part) / setups.length);
        },
      },
    );
    let series: Series | undefined;
    return {
      trace,
      get series() {
        return (series ??= seriesOf(trace));
      },
    };
  });
}
