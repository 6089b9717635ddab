/** Hashes of questions, made when the site is built. Progress is bound to them. */
import { createHash } from 'node:crypto';
import type { Question, Quiz } from '#schemas/quiz.ts';

/** Differs when anything of the question differs. */
export function questionHash(question: Question): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 10);
}

/** Differs when any of its questions does. */
export function quizHash({ questions }: Quiz): string {
  const all = questions.map((question) => `${question.id} ${questionHash(question)}`);
  return createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 10);
}
