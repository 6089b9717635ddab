import { z } from 'astro/zod';

const dayMs = 86_400_000;

/** Words for a reader; not empty. */
export const text = z.string().min(1);

export const whole = (min: number, max: number) => {
  const error = range('whole number', min, max);
  return z.int({ error }).min(min, { error }).max(max, { error });
};

export const numberFrom = (min: number, max: number) => {
  const error = range('number', min, max);
  return z.number({ error }).min(min, { error }).max(max, { error });
};

/** A moment or a time span in milliseconds, to the microsecond. */
export const milliseconds = numberFrom(0, dayMs);

function range(what: string, min: number, max: number) {
  return ({ input }: z.core.$ZodRawIssue) =>
    `${input === undefined ? 'is missing; ' : ''}must be a ${what} from ${min} to ${max}`;
}
