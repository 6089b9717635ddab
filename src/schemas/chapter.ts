import { z } from 'astro/zod';
import { parts } from '#chapters.ts';

const lastChapter = Math.max(...parts.flatMap((part) => part.chapters.map(({ number }) => number)));

/** What the front matter of a chapter adds to that of any page. */
export const chapterSchema = z.object({
  part: whole(1, parts.length).optional(),
  chapter: whole(1, lastChapter).optional(),
  /** The day on which readers first saw it. Never changes. */
  published: day().optional(),
  /** The day on which it last said something new: readers of the feed see it again. */
  updated: day().optional(),
});

function whole(from: number, to: number) {
  const error = `Allowed is a whole number from ${from} to ${to}.`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

function day() {
  return z.date({ error: 'Allowed is a day, such as 2026-11-20.' });
}
