import { z } from 'astro/zod';

/** Words that a link uses for itself. */
export const reservedIds = [
  'v',
  'fig',
  't',
  'at',
  'seed',
  'request',
  'theme',
  'lang',
  'motion',
  'controls',
];

/** An id is permanent: stored progress and links depend on it. */
export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, {
    error: 'must begin with a small letter and hold only small letters, digits and hyphens',
  })
  .refine((id) => !reservedIds.includes(id), {
    error: `is a word that links use for themselves. Not allowed: ${reservedIds.join(', ')}.`,
  });
