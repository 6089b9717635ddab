/** When a monitoring service calls somebody. */
export interface AlertRule {
  readonly id: string;
  /** What is watched. */
  readonly metric: string;
  readonly above?: number;
  readonly below?: number;
  /** The window that a rate or an average is taken over, in ms. */
  readonly window_ms?: number;
  /** How long it must hold before somebody is called, in ms. */
  readonly for_ms?: number;
}
