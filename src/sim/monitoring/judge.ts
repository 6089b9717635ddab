/** Whether an alert rule calls when users suffer, and only then: what its calls are held against is in the trace, not in the rule. */
import { rowsOfKinds } from '../rows.ts';
import { kindOf, type Trace } from '../trace.ts';

export interface Span {
  readonly fromUs: number;
  /** The end of the run when it has not ended by then. */
  readonly untilUs: number;
}

/** A time in which somebody waits for too long. */
export interface Trouble extends Span {
  /** How long after its beginning the rule called; 0 when it had before; `undefined` when it did not while it lasted. */
  readonly calledAfterUs: number | undefined;
}

export interface Verdict {
  readonly troubles: readonly Trouble[];
  /** When the rule called, and in no time of trouble. */
  readonly falseAlarms: readonly Span[];
}

/** Moments of trouble no further apart than this are one. */
const sameTroubleUs = 1_000_000;

/** When somebody has waited for longer than `patienceUs`, and goes on waiting. */
export function troublesOf({ requests, endUs }: Trace, patienceUs: number): Span[] {
  const spans: { fromUs: number; untilUs: number }[] = [];
  for (let row = 0; row < requests.length; row++) {
    const fromUs = (requests.arrivalUs[row] ?? 0) + patienceUs;
    const endedUs = requests.endUs[row] ?? -1;
    const untilUs = endedUs < 0 ? endUs : endedUs;
    if (untilUs > fromUs) spans.push({ fromUs, untilUs });
  }
  return merged(spans);
}

/** When the rule of a monitor is firing. */
export function callsOf(trace: Trace, monitor: number, rule: number): Span[] {
  return phaseSpans(trace, monitor, rule, 'alert-firing', ['alert-resolved']);
}

/** When it is pending. */
export function pendingOf(trace: Trace, monitor: number, rule: number): Span[] {
  return phaseSpans(trace, monitor, rule, 'alert-pending', ['alert-firing', 'alert-calmed']);
}

export function judge(trace: Trace, monitor: number, rule: number, patienceUs: number): Verdict {
  const troubles = troublesOf(trace, patienceUs);
  const calls = callsOf(trace, monitor, rule);
  return {
    troubles: troubles.map((trouble) => {
      const call = calls.find((each) => overlap(each, trouble));
      return {
        ...trouble,
        calledAfterUs: call && Math.max(0, call.fromUs - trouble.fromUs),
      };
    }),
    falseAlarms: calls.filter((call) => !troubles.some((trouble) => overlap(call, trouble))),
  };
}

const overlap = (one: Span, other: Span) =>
  one.fromUs <= other.untilUs && one.untilUs >= other.fromUs;

function phaseSpans(
  trace: Trace,
  monitor: number,
  rule: number,
  begin: 'alert-firing' | 'alert-pending',
  end: readonly ('alert-resolved' | 'alert-firing' | 'alert-calmed')[],
): Span[] {
  const { events, endUs } = trace;
  const spans: Span[] = [];
  let fromUs: number | undefined;
  for (const row of rowsOfKinds(trace, [begin, ...end])) {
    if (events.component[row] !== monitor || events.a[row] !== rule) continue;
    const tUs = events.tUs[row] ?? 0;
    if (kindOf(events.kind[row] ?? 0) === begin) fromUs = tUs;
    else if (fromUs !== undefined) {
      spans.push({ fromUs, untilUs: tUs });
      fromUs = undefined;
    }
  }
  return fromUs === undefined ? spans : [...spans, { fromUs, untilUs: endUs }];
}

function merged(spans: { fromUs: number; untilUs: number }[]): Span[] {
  const result: { fromUs: number; untilUs: number }[] = [];
  for (const span of spans.sort((one, other) => one.fromUs - other.fromUs)) {
    const last = result.at(-1);
    if (last && span.fromUs - last.untilUs <= sameTroubleUs) {
      last.untilUs = Math.max(last.untilUs, span.untilUs);
    } else result.push({ ...span });
  }
  return result;
}
