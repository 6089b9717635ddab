import { z } from 'astro/zod';
import { report } from './cross-check.ts';
import { common } from './question.ts';
import { strict } from './strict.ts';
import { text } from './values.ts';

/** A line of configuration to be typed. White space is compared as the programs do: any amount is one space. */
export const lineSchema = strict({
  ...common,
  kind: z.literal('line'),
  /** Where the line belongs, for example `haproxy.cfg, backend web`. */
  place: text,
  /** Lines that do it; the first is shown as the answer. */
  accept: z.array(text).min(1),
  because: text,
  /** Lines that do something else, and what. */
  wrong: z.array(strict({ line: text, because: text })).default([]),
}).superRefine(({ accept, wrong }, context) => {
  const lines = [...accept, ...wrong.map(({ line }) => line)].map(normalized);
  const paths = [
    ...accept.map((_, index) => ['accept', index]),
    ...wrong.map((_, index) => ['wrong', index, 'line']),
  ];
  for (const [index, line] of lines.entries()) {
    if (lines.indexOf(line) < index) {
      report(context, paths[index] ?? [], `“${line}” is listed already`);
    }
  }
});

export type LineQuestion = z.infer<typeof lineSchema>;

function normalized(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}
