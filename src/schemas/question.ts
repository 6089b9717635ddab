import { idSchema } from './id.ts';
import { text } from './values.ts';

/** What every kind of question has. */
export const common = {
  /** Unique over all quizzes; progress is stored under it. */
  id: idSchema,
  /** The wrong idea that the question is for. */
  misconception: text,
  prompt: text,
  /** Lines of a file that the question is about, as they are. */
  excerpt: text.optional(),
} as const;
