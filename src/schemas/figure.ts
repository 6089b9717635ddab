import { z } from 'astro/zod';
import { weightProblem } from '#sim/haproxy/weight.ts';
import { parseOffer, type Offer } from '#sim/offer.ts';
import { actions } from '#sim/run.ts';
import { notAllowed } from './closest.ts';
import { idSchema } from './id.ts';
import { metricSchema, momentSchema } from './metric.ts';
import { strict } from './strict.ts';
import { milliseconds, numberFrom, text, whole } from './values.ts';

/** What a reader may do to a component, besides letting it come back. */
const faults = actions.filter((action) => action !== 'up');

const offerSchema = z.string().superRefine((text, context) => {
  const { action, value } = parseOffer(text) ?? {};
  const isKnown = action !== undefined && action !== 'up';
  const problem = !isKnown
    ? notAllowed('action', text.split(':')[0] ?? '', faults)
    : action === 'weight'
      ? weightProblem(value)
      : undefined;
  if (problem) context.addIssue({ code: 'custom', message: problem });
}) as unknown as z.ZodType<Offer>;

/** [column, row], both from 1. */
const cellSchema = z.tuple([whole(1, 24), whole(1, 24)], {
  error: 'must be [column, row], two whole numbers from 1',
});

const layoutSchema = z.record(z.string(), cellSchema);

const parameterSchema = strict({
  /** `component.setting`, or `rate`. */
  parameter: z.string(),
  label: text,
  help: text.optional(),
  /** Of a number; within the setting's own range. */
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().positive().optional(),
  /** Of a setting that is one of a few words; all of them when not given. */
  choices: z.array(z.string()).min(2).optional(),
});

const stopSchema = strict({
  id: idSchema,
  at: momentSchema,
  /** `{name}` stands for the value of that name. */
  caption: text,
  values: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), metricSchema).optional(),
});

const answerSchema = z.union([z.number(), z.string()]);

const predictionSchema = strict({
  id: idSchema,
  /** The run halts here until the question is answered or skipped. */
  at_ms: milliseconds,
  question: text,
  answer: metricSchema,
  unit: text.optional(),
  /** Without them a number is typed. */
  choices: z.array(answerSchema).min(2).optional(),
  /** Shown when what happened is compared with what was predicted. */
  because: text,
});

/** What a figure may show besides its drawing. */
export const panels = ['observer', 'log', 'rates', 'little'] as const;

export const figureSchema = strict({
  caption: text,
  /** The picture in words, for people who do not see it. */
  description: text,
  /** What the figure simplifies. */
  note: text.optional(),
  /** Simulated seconds per real second that playback starts with. */
  speed: numberFrom(0.01, 100),
  layout: layoutSchema,
  /** For the narrow drawing, whose columns run down; `layout` when not given. */
  narrow_layout: layoutSchema.optional(),
  faults: z.record(z.string(), z.array(offerSchema).min(1)).default({}),
  parameters: z.array(parameterSchema).default([]),
  stops: z.array(stopSchema).default([]),
  predictions: z.array(predictionSchema).default([]),
  panels: z.array(z.enum(panels)).default([]),
});

export type Figure = z.infer<typeof figureSchema>;
export type FigureParameter = z.infer<typeof parameterSchema>;
export type Stop = z.infer<typeof stopSchema>;
export type Prediction = z.infer<typeof predictionSchema>;
