import { z } from 'astro/zod';
import { always, isSound } from './cross-check.ts';
import { bounds, checkBounds, checkValues, setupSchema, valuesSchema } from './setup.ts';
import { strict } from './strict.ts';
import { text, whole } from './values.ts';

/** A file of `src/content/gallery`: where a run of the simulator can start, and what is to be seen in it. */
export const gallerySchema = strict({
  schemaVersion: z.literal(1),
  /** Its place in the list. */
  order: whole(1, 999),
  title: text,
  /** One sentence on what to look for. */
  look: text,
  setup: setupSchema,
  /** The settings that these are compared with. */
  other: valuesSchema.optional(),
  /** What makes the sentence true. */
  expect: z.array(strict({ claim: text, of: z.enum(['a', 'b']).default('a'), ...bounds })).min(1),
}).superRefine((entry, context) => {
  if (!isSound(context, 'setup')) return;
  if (entry.other) checkValues(entry.other, ['other'], context);
  if (!isSound(context, 'expect')) return;
  for (const [index, expectation] of entry.expect.entries()) {
    checkBounds(entry.setup, expectation, ['expect', index], context);
  }
}, always);

export type GalleryEntry = z.infer<typeof gallerySchema>;
