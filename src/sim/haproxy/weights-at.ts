/** The weights that load balancers count servers with at a moment, from a trace. */
import { rowsBy, rowsOfKinds } from '../rows.ts';
import { resolveSettings } from '../settings.ts';
import type { Trace } from '../trace.ts';

/** A server that counts with another weight than the configured one. */
export interface WeightAt {
  /** Index in `run.components`. */
  readonly server: number;
  /** As HAProxy shows it: sixteenths rounded up. */
  readonly weight: number;
  readonly configured: number;
}

/** One for each such server; the weight at the load balancer that has changed it last, where there are several. */
export function weightsAt(trace: Trace, tUs: number): readonly WeightAt[] {
  const { run, events } = trace;
  const sixteenths = new Map<number, number>();
  for (const row of rowsBy(trace, rowsOfKinds(trace, ['weight']), tUs)) {
    sixteenths.set(events.component[row] ?? -1, events.b[row] ?? 0);
  }
  return [...sixteenths].flatMap(([server, effective]) => {
    const { weight: configured } = resolveSettings('web', run.components[server]?.settings);
    return effective === configured * 16
      ? []
      : { server, weight: Math.ceil(effective / 16), configured };
  });
}
