/** What questions with drawn numbers share: the numbers, expressions over them, and texts with `{expressions}` in them. */
import { z } from 'astro/zod';
import { drawNumbers, namesIn, type Draw } from '#sim/draw.ts';
import { expressionsIn, parseExpression } from '#sim/expression.ts';
import { notAllowed } from './closest.ts';
import { report, type Context } from './cross-check.ts';
import { strict } from './strict.ts';
import { numberFrom } from './values.ts';

type Path = readonly PropertyKey[];

const name = z.string().regex(/^[a-z]\w*$/, {
  error: 'must begin with a small letter and hold only letters, digits and underscores',
});

const range = z.union(
  [
    z.array(z.number()).min(2),
    strict({ from: z.number(), to: z.number(), step: z.number().positive().optional() }).refine(
      ({ from, to }) => from < to,
      { error: 'must have a “to” that is greater than “from”', abort: true },
    ),
  ],
  { error: 'must be a list of at least two numbers, or a mapping with the keys from, to, step' },
);

/** Ranges by name, or a list of cases, each giving every name its number. */
export const drawSchema = z.union(
  [z.record(name, range), z.array(z.record(name, z.number())).min(2)],
  { error: 'must be a mapping of names to ranges, or a list of at least two cases' },
) satisfies z.ZodType<Draw>;

export const boundsSchema = strict({
  min: numberFrom(-1e9, 1e9),
  max: numberFrom(-1e9, 1e9),
});

export const tolerance = z.number().min(0).optional();

/** As many different drawings are tried as a reader will ever see. */
export const seedsTried = 200;

export function checkDraw(draw: Draw, context: Context<unknown>): string[] {
  const names = namesIn(draw);
  if (names.length === 0) report(context, ['draw'], 'must draw at least one number');
  if (Array.isArray(draw)) {
    for (const [index, values] of (draw as readonly object[]).entries()) {
      const given = Object.keys(values).sort().join(', ');
      const wanted = names.toSorted().join(', ');
      if (given !== wanted) {
        report(
          context,
          ['draw', index],
          `must give ${wanted} each a number, as the first case does`,
        );
      }
    }
  }
  return names;
}

/** Reports an expression that is none, or that needs a number nobody draws. */
export function checkExpression(
  source: string,
  names: readonly string[],
  path: Path,
  context: Context<unknown>,
): boolean {
  try {
    const unknown = parseExpression(source).names.filter((each) => !names.includes(each));
    for (const each of unknown) report(context, path, notAllowed('number', each, names));
    return unknown.length === 0;
  } catch (error) {
    report(context, path, (error as Error).message);
    return false;
  }
}

/** Reports what is wrong with the `{expressions}` of a text. */
export function checkTemplate(
  template: string,
  names: readonly string[],
  path: Path,
  context: Context<unknown>,
) {
  for (const source of expressionsIn(template)) checkExpression(source, names, path, context);
}

/** The first seed and value for which an expression gives no number within the bounds. */
export function outOfBounds(
  draw: Draw,
  source: string,
  { min, max }: { readonly min: number; readonly max: number },
): string | undefined {
  const { evaluate } = parseExpression(source);
  for (let seed = 0; seed < seedsTried; seed++) {
    const values = drawNumbers(draw, seed);
    const value = evaluate(values);
    if (Number.isFinite(value) && value >= min && value <= max) continue;
    return `is ${value} for ${JSON.stringify(values)}, which is not from ${min} to ${max}`;
  }
  return undefined;
}
