/**
 * Arrivals at a rate that varies: a Poisson process whose rate is constant for a while, then another. Between two arrivals
 * an exponentially distributed amount of load passes, however the rate changes meanwhile.
 */
import { exponentialUs, type Random } from './random.ts';

/** A rate that holds from a moment until the next piece's. */
export interface Piece {
  /** µs since the arrivals' start. */
  readonly fromUs: number;
  /** Requests per second. */
  readonly rate: number;
}

/** The pieces in order; the first from 0 on, the last for ever or, with a period, until everything begins again. */
export interface Course {
  readonly pieces: readonly Piece[];
  readonly periodUs?: number;
}

/** The course of a day: how many times the mean there is from each full hour on, in order from midnight. */
const hours = [
  0.62, 0.48, 0.38, 0.32, 0.32, 0.4, 0.56, 0.78, 0.98, 1.1, 1.16, 1.2, 1.24, 1.2, 1.16, 1.14, 1.18,
  1.26, 1.38, 1.52, 1.6, 1.5, 1.42, 1.1,
];

/** Between two full hours the rate goes in so many steps. */
const stepsPerHour = 4;

/** A day of `periodMs`, at `rate` requests per second in the mean: quiet before dawn, most in the evening. */
export function dailyCourse(rate: number, periodMs: number): Course {
  const count = hours.length * stepsPerHour;
  const mean = hours.reduce((sum, each) => sum + each, 0) / hours.length;
  const pieces = Array.from({ length: count }, (_, step) => {
    const hour = Math.floor(step / stepsPerHour);
    const here = hours[hour] ?? 1;
    const next = hours[(hour + 1) % hours.length] ?? 1;
    const part = (step % stepsPerHour) / stepsPerHour;
    return {
      fromUs: Math.round((step * periodMs * 1000) / count),
      rate: (rate * (here + (next - here) * part)) / mean,
    };
  });
  return { pieces, periodUs: periodMs * 1000 };
}

/** Tells one arrival after the other, in µs. */
export function varyingArrivals(course: Course, startUs: number, random: Random): () => number {
  const { pieces, periodUs = Infinity } = course;
  let piece = 0;
  let periodStartUs = 0;
  /** µs since the start. */
  let sinceUs = 0;

  return () => {
    // What is left until the next request, in µs at one request per second.
    let left = exponentialUs(1_000_000, random());
    for (;;) {
      const { rate } = pieces[piece] ?? { rate: 0 };
      const untilUs = Math.min(
        periodStartUs + (pieces[piece + 1]?.fromUs ?? Infinity),
        periodStartUs + periodUs,
      );
      if (rate > 0 && sinceUs + left / rate <= untilUs) {
        sinceUs += left / rate;
        return startUs + Math.round(sinceUs);
      }
      if (untilUs === Infinity) return Infinity;
      left -= (untilUs - sinceUs) * rate;
      sinceUs = untilUs;
      piece += 1;
      if (piece < pieces.length) continue;
      piece = 0;
      periodStartUs = untilUs;
    }
  };
}
