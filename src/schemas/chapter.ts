import { z } from 'astro/zod';
import { parts } from '#chapters.ts';

const lastChapter = Math.max(...parts.flatMap((part) => part.chapters.map(({ number }) => number)));

/** What the front matter of a chapter adds to that of any page. */
export const chapterSchema = z.object({
  part: whole(1, parts.length).optional(),
  chapter: whole(1, lastChapter).optional(),
});

function whole(from: number, to: number) {
  const error = `Allowed is a whole number from ${from} to ${to}.`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}
