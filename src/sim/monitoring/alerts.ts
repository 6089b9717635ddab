/** When a monitoring service calls somebody. */
export interface AlertRule {
  readonly id: string;
  /** What is watched: `component.metric`, such as `lb.requests`; the metrics are in `metrics.ts`. */
  readonly metric: string;
  readonly above?: number;
  readonly below?: number;
  /** The window that a rate or an average is taken over, in ms; a minute when not given. */
  readonly window_ms?: number;
  /** How long it must hold before somebody is called, in ms; not at all when not given. */
  readonly for_ms?: number;
}

/** As Prometheus calls them. */
export type AlertPhase = 'inactive' | 'pending' | 'firing';

export interface AlertState {
  readonly phase: AlertPhase;
  /** When the condition began to hold, as far as the evaluations tell. */
  readonly sinceUs: number;
}

export const inactive: AlertState = { phase: 'inactive', sinceUs: 0 };

/**
 * The state after an evaluation. Without a value the condition does not hold: nothing is above a number that is not
 * there.
 */
export function evaluated(
  { above = Infinity, below = -Infinity, for_ms = 0 }: AlertRule,
  before: AlertState,
  value: number | undefined,
  tUs: number,
): AlertState {
  const holds = value !== undefined && (value > above || value < below);
  if (!holds) return inactive;
  const sinceUs = before.phase === 'inactive' ? tUs : before.sinceUs;
  return { phase: tUs - sinceUs >= for_ms * 1000 ? 'firing' : 'pending', sinceUs };
}
