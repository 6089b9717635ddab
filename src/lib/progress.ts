/** Which questions a reader has answered, and when each is to be asked again. Kept on the device and nowhere else. */
import { setDone } from './done.ts';
import { isObject, read, remove, write, type Slot } from './storage.ts';

/** How one question went. */
export interface Answered {
  /** Of the question's content: an edited question counts as not answered. */
  readonly hash: string;
  /** Whether the first attempt was right, this time round. */
  readonly correct: boolean;
  /** Milliseconds by the device's clock. */
  readonly at: number;
  /** Index in `intervals`: after which pause it is asked again; `intervals.length` when it is not. */
  readonly stage: number;
}

/** By the question's id. */
export type Answers = Readonly<Record<string, Answered>>;

interface Progress {
  readonly answers: Answers;
}

/** What tells one question from another, and from its own earlier versions. */
export interface QuestionKey {
  readonly id: string;
  readonly hash: string;
}

/** Days after which a question is asked again. */
export const intervals = [1, 3, 7, 21] as const;

export const dayMs = 86_400_000;

export const progressSlot: Slot<Progress> = { key: 'progress', version: 1, parse };

export function answers(): Answers {
  return read(progressSlot)?.answers ?? {};
}

/** How the question went; `undefined` when it was not answered, or has been edited since. */
export function answerOf({ id, hash }: QuestionKey, all = answers()): Answered | undefined {
  const found = Object.hasOwn(all, id) ? all[id] : undefined;
  return found?.hash === hash ? found : undefined;
}

/** When the question is to be asked again, in milliseconds; `undefined` when it is not. */
export function dueAt({ at, stage }: Answered): number | undefined {
  const days = intervals[stage];
  return days === undefined ? undefined : at + days * dayMs;
}

export function isDue(answered: Answered | undefined, now: number): boolean {
  const due = answered && dueAt(answered);
  return due !== undefined && due <= now;
}

/**
 * Keeps an answer where it counts: the first ever, or the first since the question was due. Answering again in between
 * is free.
 * @returns whether it counted
 */
export function recordAnswer(key: QuestionKey, correct: boolean, now: number): boolean {
  const all = answers();
  const before = answerOf(key, all);
  if (before && !isDue(before, now)) return false;
  const stage = correct && before ? before.stage + 1 : 0;
  write(progressSlot, {
    answers: { ...all, [key.id]: { hash: key.hash, correct, at: now, stage } },
  });
  return true;
}

/** Notes whether all questions of a quiz are answered. */
export function noteQuiz(quiz: string, hash: string, questions: readonly QuestionKey[]): void {
  const all = answers();
  const isDone = questions.every((question) => answerOf(question, all) !== undefined);
  setDone(quiz, isDone ? hash : undefined);
}

export function clearProgress(): void {
  remove(progressSlot);
}

/** Keeps every answer that can be read, and lets the others go. */
function parse({ answers }: Readonly<Record<string, unknown>>): Progress | undefined {
  if (!isObject(answers)) return undefined;
  const readable = Object.entries(answers).flatMap(([id, answered]) => {
    if (!/^[a-z][a-z0-9-]{0,99}$/.test(id) || !isObject(answered)) return [];
    const { hash, correct, at, stage } = answered;
    const isSound =
      typeof hash === 'string' &&
      hash.length <= 64 &&
      typeof correct === 'boolean' &&
      Number.isSafeInteger(at) &&
      Number.isInteger(stage) &&
      Number(stage) >= 0 &&
      Number(stage) <= intervals.length;
    if (!isSound) return [];
    return [[id, { hash, correct, at: Number(at), stage: Number(stage) }] as const];
  });
  return { answers: Object.fromEntries(readable) };
}
