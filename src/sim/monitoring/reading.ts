/** What a look at a component gives: the counters of its status page, and the lines that its access log has gained. */

/** Gauges: what a component does at this moment. */
export interface Occupation {
  /** Requests that it serves. */
  readonly busy: number;
  /** Requests that wait in it. */
  readonly waiting: number;
}

/** A request as the access log tells it. */
export interface LoggedRequest {
  /** When its line was written: at its end. */
  readonly endUs: number;
  /** nginx's `$request_time`. */
  readonly timeUs: number;
}

export interface Reading extends Occupation {
  /** The component that was looked at, as an index in `run.components`. */
  readonly component: number;
  /** Requests that it has taken since its process began. */
  readonly requests: number;
  /** Of them, those that it has answered with 500 or more. */
  readonly errors: number;
  /** Since the last look. */
  readonly log: readonly LoggedRequest[];
  /** Of a probe: whether the last answer was good. */
  readonly isUp?: boolean;
}
