/** Little's law at a component, measured over a window: L = λ × W. J. D. C. Little, Operations Research 9(3), 1961. */
import { accessLines } from '#sim/monitoring/access-log.ts';
import { upTo } from '#sim/monitoring/windows.ts';
import type { Trace } from '#sim/trace.ts';

export interface LittleNumbers {
  /** Requests per second that have ended in the window. */
  readonly perSecond: number;
  /** How long they took on average, in µs; `undefined` when none has ended. */
  readonly timeUs: number | undefined;
  /** How many were inside, counted every 10 ms. */
  readonly inside: number;
}

export const windowS = 20;

const windowUs = windowS * 1_000_000;
const countEveryUs = 10_000;

interface Course {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** µs, in the order of the ends. */
  readonly times: readonly number[];
}

const known = new WeakMap<Trace, Map<number, Course>>();

function courseOf(trace: Trace, component: number): Course {
  const courses = known.get(trace) ?? new Map<number, Course>();
  known.set(trace, courses);
  const found = courses.get(component);
  if (found) return found;
  const lines = accessLines(trace, component);
  const course = {
    starts: lines.map(({ startUs }) => startUs).sort((one, other) => one - other),
    ends: lines.map(({ endUs }) => endUs),
    times: lines.map(({ startUs, endUs }) => endUs - startUs),
  };
  courses.set(component, course);
  return course;
}

/** @returns Nothing while the run is shorter than the window. */
export function littleAt(trace: Trace, component: number, tUs: number): LittleNumbers | undefined {
  if (tUs < windowUs) return undefined;
  const { starts, ends, times } = courseOf(trace, component);
  const ended = times.slice(upTo(ends, tUs - windowUs), upTo(ends, tUs));
  const counts = windowUs / countEveryUs;
  let sum = 0;
  for (let n = 0; n < counts; n++) {
    const atUs = tUs - n * countEveryUs;
    sum += upTo(starts, atUs) - upTo(ends, atUs);
  }
  return {
    perSecond: ended.length / windowS,
    timeUs:
      ended.length === 0
        ? undefined
        : ended.reduce((total, time) => total + time, 0) / ended.length,
    inside: sum / counts,
  };
}
