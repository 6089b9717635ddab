import { z } from 'astro/zod';
import { common } from './question.ts';
import { strict } from './strict.ts';
import { text } from './values.ts';

/** Things to be put in order. The file has them in the right one. */
export const orderSchema = strict({
  ...common,
  kind: z.literal('order'),
  items: z
    .array(
      strict({
        text,
        /** Why it has this place. */
        because: text,
      }),
    )
    .min(3)
    .max(9),
});

export type OrderQuestion = z.infer<typeof orderSchema>;
