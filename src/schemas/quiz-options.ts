import { z } from 'astro/zod';
import { report, type Context } from './cross-check.ts';
import { common } from './question.ts';
import { strict } from './strict.ts';
import { text } from './values.ts';

const option = {
  text,
  /** Why it is right or wrong; shown for every option after the answer. */
  because: text,
  correct: z.literal(true).optional(),
};

const choices = z.array(strict(option)).min(2);

/** One choice is right. */
export const choiceSchema = strict({ ...common, kind: z.literal('choice'), choices }).superRefine(
  ({ choices }, context) => {
    const right = choices.filter(({ correct }) => correct).length;
    if (right !== 1) {
      report(context, ['choices'], `must have one choice with “correct: true”, not ${right}`);
    }
    checkTexts(choices, 'choices', context);
  },
);

/** Any number of choices is right. */
export const choicesSchema = strict({ ...common, kind: z.literal('choices'), choices }).superRefine(
  ({ choices }, context) => {
    if (!choices.some(({ correct }) => correct)) {
      report(context, ['choices'], 'must have a choice with “correct: true”');
    }
    checkTexts(choices, 'choices', context);
  },
);

/** A place in the drawing of a scenario. Where several are right, any of them answers the question. */
export const pointSchema = strict({
  ...common,
  kind: z.literal('point'),
  /** The name of a file in `src/content/scenarios`. */
  scenario: z.string(),
  points: z
    .array(
      strict({
        ...option,
        /** A component, or a link as the two components that it joins. */
        at: z.union([z.string(), z.tuple([z.string(), z.string()])], {
          error: 'must be a component, or a link as [component, component]',
        }),
      }),
    )
    .min(2)
    .max(9),
}).superRefine(({ points }, context) => {
  const right = points.filter(({ correct }) => correct).length;
  if (right === 0 || right === points.length) {
    report(context, ['points'], 'must have a point with “correct: true”, and one without');
  }
  checkTexts(points, 'points', context);
});

export type PointQuestion = z.infer<typeof pointSchema>;

function checkTexts(
  options: readonly { readonly text: string }[],
  key: string,
  context: Context<unknown>,
) {
  for (const [index, { text }] of options.entries()) {
    if (options.findIndex((other) => other.text === text) < index) {
      report(context, [key, index, 'text'], 'must not offer the same answer twice');
    }
  }
}
