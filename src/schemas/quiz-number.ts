import { z } from 'astro/zod';
import { drawNumbers } from '#sim/draw.ts';
import { parseExpression } from '#sim/expression.ts';
import { isSound, report } from './cross-check.ts';
import { common } from './question.ts';
import {
  boundsSchema,
  checkDraw,
  checkExpression,
  checkTemplate,
  drawSchema,
  outOfBounds,
  seedsTried,
  tolerance,
} from './quiz-drawn.ts';
import { strict } from './strict.ts';
import { text } from './values.ts';

/** A number to be worked out from drawn numbers. `{name}` and `{name * 2}` in its texts are replaced. */
export const numberSchema = strict({
  ...common,
  kind: z.literal('number'),
  draw: drawSchema,
  /** An expression over the drawn numbers. */
  answer: z.string(),
  unit: text.optional(),
  /** How far off an answer may be; 0 when not given. */
  tolerance,
  /** Every answer lies between these: checked for many drawings. */
  bounds: boundsSchema,
  /** May use `{answer}`. */
  because: text,
  /** Numbers that a misconception leads to. */
  wrong: z.array(strict({ when: z.string(), because: text })).default([]),
}).superRefine((question, context) => {
  if (!isSound(context)) return;
  const { draw, answer, bounds, wrong } = question;
  const names = checkDraw(draw, context);
  const explained = [...names, 'answer'];
  checkTemplate(question.prompt, names, ['prompt'], context);
  checkTemplate(question.because, explained, ['because'], context);
  const isReadable = checkExpression(answer, names, ['answer'], context);
  for (const [index, { when, because }] of wrong.entries()) {
    checkTemplate(because, explained, ['wrong', index, 'because'], context);
    checkExpression(when, names, ['wrong', index, 'when'], context);
  }
  if (!isReadable || !isSound(context)) return;

  const problem = outOfBounds(draw, answer, bounds);
  if (problem) report(context, ['answer'], problem);
  for (const [index, { when }] of wrong.entries()) {
    for (let seed = 0; seed < seedsTried; seed++) {
      const values = drawNumbers(draw, seed);
      const right = parseExpression(answer).evaluate(values);
      const isRight =
        Math.abs(parseExpression(when).evaluate(values) - right) <= (question.tolerance ?? 0);
      if (!isRight) continue;
      report(
        context,
        ['wrong', index, 'when'],
        `gives the right answer, ${right}, for ${JSON.stringify(values)}`,
      );
      break;
    }
  }
});

export type NumberQuestion = z.infer<typeof numberSchema>;
