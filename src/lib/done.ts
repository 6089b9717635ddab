/** Which quizzes are answered as a whole: what the ticks in the contents need, and no more. */
import { isObject, read, write, type Slot } from './storage.ts';

/** The hash of each quiz, as it was when all its questions were answered. */
type Done = Readonly<Record<string, string>>;

export const doneSlot: Slot<{ readonly quizzes: Done }> = {
  key: 'done',
  version: 1,
  parse: ({ quizzes }) => (isObject(quizzes) ? { quizzes: quizzes as Done } : undefined),
};

export function isDone(quiz: string, hash: string): boolean {
  return read(doneSlot)?.quizzes[quiz] === hash;
}

/** @param hash `undefined` when not all questions are answered. */
export function setDone(quiz: string, hash: string | undefined): void {
  const { [quiz]: before, ...others } = read(doneSlot)?.quizzes ?? {};
  if (before === hash) return;
  write(doneSlot, { quizzes: hash === undefined ? others : { ...others, [quiz]: hash } });
}
