/** The weights that `set server … weight` takes. HAProxy 2.6 management guide, section 9.3, and recorded runs. */
import type { RunEvent } from '../run.ts';

const most = 256;

/**
 * The weight that the administrator means: a whole number, or a part of the configured weight as '50%', rounded down.
 * `undefined` when HAProxy refuses it: an algorithm with fixed weights takes 0 and the configured one only.
 */
export function weightFrom(
  value: RunEvent['value'],
  configured: number,
  isDynamic: boolean,
): number | undefined {
  const percent = percentIn(value);
  const wanted = percent === undefined ? value : Math.floor((configured * percent) / 100);
  if (typeof wanted !== 'number' || (percent === undefined && wanted > most)) return undefined;
  const weight = Math.min(most, wanted);
  return isDynamic || weight === 0 || weight === configured ? weight : undefined;
}

/** What is wrong with the value of an action `weight`, in words for its author; `undefined` when nothing is. */
export function weightProblem(value: unknown): string | undefined {
  const isWeight =
    typeof value === 'number'
      ? Number.isInteger(value) && value >= 0 && value <= most
      : percentIn(value) !== undefined;
  return isWeight
    ? undefined
    : `must be a whole number from 0 to ${most}, or a part of the configured weight such as '50%'`;
}

function percentIn(value: unknown): number | undefined {
  const digits = typeof value === 'string' ? /^(\d{1,5})%$/.exec(value)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}
