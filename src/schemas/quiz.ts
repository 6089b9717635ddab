import { z } from 'astro/zod';
import { parts } from '#chapters.ts';
import type { Run } from '#sim/run.ts';
import { notAllowed } from './closest.ts';
import { always, isSound, report, reportDuplicates, type Context } from './cross-check.ts';
import { lineSchema } from './quiz-line.ts';
import { numberSchema } from './quiz-number.ts';
import { choiceSchema, choicesSchema, pointSchema, type PointQuestion } from './quiz-options.ts';
import { orderSchema } from './quiz-order.ts';
import { checkSimulatorQuestion, simulatorSchema } from './quiz-simulator.ts';
import { strict } from './strict.ts';
import { text } from './values.ts';

const kinds = [
  choiceSchema,
  choicesSchema,
  numberSchema,
  orderSchema,
  pointSchema,
  lineSchema,
  simulatorSchema,
] as const;

const questionSchema = z.discriminatedUnion('kind', kinds, {
  error: `must have a kind: one of ${kinds.map(({ shape }) => shape.kind.value).join(', ')}`,
});

const slugs = parts.flatMap(({ chapters }) => chapters.map(({ slug }) => slug));

/**
 * A file of `src/content/quizzes`.
 * @param runsOf The runs of all scenarios by their ids; asked for each file, since they change while an author works.
 */
export function quizSchema(runsOf: () => ReadonlyMap<string, Run>) {
  return strict({
    schemaVersion: z.literal(1),
    title: text,
    /** The slug of the chapter that it belongs to. */
    chapter: z.string().refine((slug) => slugs.includes(slug), {
      error: ({ input }) => notAllowed('chapter', String(input), slugs),
    }),
    questions: z.array(questionSchema).min(1),
  }).superRefine((quiz, context) => {
    if (!isSound(context, 'questions')) return;
    reportDuplicates(
      context,
      quiz.questions.map(({ id }, index) => ({ id, path: ['questions', index, 'id'] })),
    );
    const runs = runsOf();
    for (const [index, question] of quiz.questions.entries()) {
      const path = ['questions', index];
      if (question.kind === 'simulator') checkSimulatorQuestion(question, runs, path, context);
      if (question.kind === 'point') checkPoints(question, runs, path, context);
    }
  }, always);
}

export type Quiz = z.infer<ReturnType<typeof quizSchema>>;
export type Question = Quiz['questions'][number];

function checkPoints(
  { scenario, points }: PointQuestion,
  runs: ReadonlyMap<string, Run>,
  path: readonly PropertyKey[],
  context: Context<unknown>,
) {
  const run = runs.get(scenario);
  if (!run) {
    report(context, [...path, 'scenario'], notAllowed('scenario', scenario, [...runs.keys()]));
    return;
  }
  const ids = run.components.map(({ id }) => id);
  const links = run.links.map(({ from, to }) => `${from}, ${to}`);
  for (const [index, { at }] of points.entries()) {
    const place = [...path, 'points', index, 'at'];
    if (typeof at === 'string') {
      if (!ids.includes(at)) report(context, place, notAllowed('component', at, ids));
    } else if (!links.includes(at.join(', '))) {
      report(context, place, notAllowed('link', at.join(', '), links));
    }
  }
}
