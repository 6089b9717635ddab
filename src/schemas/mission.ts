import { z } from 'astro/zod';
import { namesIn, serverIds, serversIn } from '#sim/setup.ts';
import { notAllowed } from './closest.ts';
import { always, isSound, report, type Context } from './cross-check.ts';
import {
  bounds,
  checkBounds,
  checkValues,
  eventSchema,
  paragraphs,
  setupSchema,
  valuesSchema,
} from './setup.ts';
import { strict } from './strict.ts';
import { text, whole } from './values.ts';

const goalSchema = strict({
  /** What is to be reached, as a sentence without its end: “fewer than 1 % of the requests fail”. */
  text,
  /** How the number is shown. */
  unit: z.enum(['percent', 'ms', 'requests', 'retries', 'none']),
  ...bounds,
});

const questionSchema = strict({
  prompt: text,
  /** The id of a server. */
  answer: z.string(),
  /** What is said to each wrong answer, by server; `other` to the rest. */
  because: z.record(z.string(), text),
});

/** A file of `src/content/missions`: a run of the simulator with a goal that the engine checks. */
export const missionSchema = strict({
  schemaVersion: z.literal(1),
  /** Its place in the list. */
  order: whole(1, 999),
  title: text,
  /** What is the matter, and what is wanted. */
  situation: text,
  setup: setupSchema,
  /** What may be changed, by name; `web*.weight` stands for that setting of every server, `events` for what happens. All else is locked. */
  open: z.array(z.string()),
  /** Settings that are not shown, by their own name: `service_ms`. */
  hidden: z.array(z.string()).default([]),
  goals: z.array(goalSchema).default([]),
  question: questionSchema.optional(),
  /** From a nudge to nearly the answer. */
  hints: z.array(text).min(2),
  debrief: paragraphs,
  /** Values, more events, or an answer, that reach the goal; tried by a test. */
  solution: strict({
    values: valuesSchema.default({}),
    events: z.array(eventSchema).default([]),
    answer: z.string().optional(),
  }),
}).superRefine((mission, context) => {
  if (!isSound(context, 'setup')) return;
  if (isSound(context, 'goals')) checkGoals(mission, context);
  if (isSound(context, 'open')) checkOpen(mission, context);
  if (mission.question && isSound(context, 'question')) checkQuestion(mission, context);
}, always);

export type Mission = z.infer<typeof missionSchema>;
export type Goal = z.infer<typeof goalSchema>;

function checkGoals({ setup, goals, question }: Mission, context: Context<unknown>) {
  for (const [index, goal] of goals.entries()) checkBounds(setup, goal, ['goals', index], context);
  if (goals.length === 0 && !question)
    report(context, ['goals'], 'must not be empty without a question');
}

function checkOpen({ setup, open, solution }: Mission, context: Context<unknown>) {
  const solved = { ...setup.values, ...solution.values };
  const names = [...namesIn(setup.values), ...namesIn(solved)];
  const patterns = ['events', ...names, ...names.map((name) => name.replace(/^web\d/, 'web*'))];
  for (const [index, name] of open.entries()) {
    if (!patterns.includes(name))
      report(context, ['open', index], notAllowed('value', name, patterns));
  }
  for (const name of Object.keys(solution.values)) {
    if (!isOpen(open, name))
      report(context, ['solution', 'values', name], 'is locked in this mission');
  }
  checkValues(solution.values, ['solution', 'values'], context, solved);
  if (solution.events.length > 0 && !open.includes('events')) {
    report(context, ['solution', 'events'], 'events are locked in this mission');
  }
}

function checkQuestion({ setup, question }: Mission, context: Context<unknown>) {
  const servers = serverIds.slice(0, serversIn(setup.values));
  if (question && !servers.includes(question.answer)) {
    report(context, ['question', 'answer'], notAllowed('server', question.answer, servers));
  }
}

/** Whether a mission lets the value of this name be changed. */
export function isOpen(open: readonly string[], name: string): boolean {
  return open.includes(name) || open.includes(name.replace(/^web\d/, 'web*'));
}
