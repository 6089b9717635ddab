/** What becomes of a rule, in words. */
import { judge } from '#sim/monitoring/judge.ts';
import type { Trace } from '#sim/trace.ts';
import { verdictText } from '#strings/measuring.ts';
import type { RateRule } from './rate-rule.ts';

/** A user who waits longer than this is in trouble. */
export const patienceUs = 1_000_000;

/** What can be said of a rule by `tUs`, a sentence each. */
export function verdictBy(
  trace: Trace,
  { monitor, index }: Pick<RateRule, 'monitor' | 'index'>,
  tUs: number,
): string[] {
  const { troubles, falseAlarms } = judge(trace, monitor, index, patienceUs);
  const begun = troubles.filter(({ fromUs }) => fromUs <= tUs);
  const alarms = falseAlarms.filter(({ fromUs }) => fromUs <= tUs);
  if (begun.length === 0 && alarms.length === 0) return [verdictText.none];
  return [
    ...begun.map(({ fromUs, untilUs, calledAfterUs }) => {
      const isCalled = calledAfterUs !== undefined && fromUs + calledAfterUs <= tUs;
      if (isCalled) return verdictText.caught(calledAfterUs);
      return untilUs <= tUs ? verdictText.missed : verdictText.notYet;
    }),
    verdictText.falseAlarms(
      alarms.length,
      alarms.map(({ fromUs }) => fromUs),
    ),
  ];
}
