import type { z } from 'astro/zod';
import { closest } from './closest.ts';

/** Says what is wrong with a value, and what is allowed, where a schema has no words of its own. */
export const messages: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value') {
    const wanted = `must be ${allowed(issue)}`;
    if (issue.input === undefined) return `is missing; ${wanted}`;
    return issue.code === 'invalid_value' ? wanted + guess(issue) : wanted;
  }
  if (issue.code === 'too_small') return `must ${bound(issue.origin, 'at least', issue.minimum)}`;
  if (issue.code === 'too_big') return `must ${bound(issue.origin, 'at most', issue.maximum)}`;
  return undefined;
};

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function allowed(
  issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType | z.core.$ZodIssueInvalidValue>,
) {
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? issue.expected;
  const values = issue.values.map(String);
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;
}

function guess({ input, values }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidValue>): string {
  if (typeof input !== 'string') return '';
  const meant = closest(input, values.map(String));
  return meant === undefined ? `, not “${input}”` : `, not “${input}”; did you mean “${meant}”?`;
}

function bound(origin: string, limit: string, value: number | bigint): string {
  if (origin === 'string') return `have ${limit} ${value} character${value === 1 ? '' : 's'}`;
  if (origin === 'array') return `have ${limit} ${value} item${value === 1 ? '' : 's'}`;
  return `be ${limit} ${value}`;
}
