/** What the page of a reader's progress says, from the answers that are kept. */
import { answerOf, dueAt, type Answers, type QuestionKey } from '#lib/progress.ts';

export interface QuizEntry {
  readonly id: string;
  readonly title: string;
  readonly hash: string;
  readonly address: string;
  readonly questions: readonly QuestionKey[];
}

export interface Standing {
  readonly quiz: QuizEntry;
  readonly answered: number;
  /** Right at the first attempt. */
  readonly right: number;
}

export interface Due {
  readonly quiz: QuizEntry;
  readonly question: string;
  /** Its place in the quiz, from 1. */
  readonly number: number;
  /** Milliseconds by the device's clock. */
  readonly since: number;
}

export function standingOf(quiz: QuizEntry, answers: Answers): Standing {
  const known = quiz.questions.flatMap((question) => answerOf(question, answers) ?? []);
  return {
    quiz,
    answered: known.length,
    right: known.filter(({ correct }) => correct).length,
  };
}

/** The questions that are due, the one that has waited longest first. */
export function dueQuestions(
  quizzes: readonly QuizEntry[],
  answers: Answers,
  now: number,
): readonly Due[] {
  return schedule(quizzes, answers).filter(({ since }) => since <= now);
}

/** When the next question will be due, in milliseconds; `undefined` when none will. */
export function nextDue(
  quizzes: readonly QuizEntry[],
  answers: Answers,
  now: number,
): number | undefined {
  return schedule(quizzes, answers).find(({ since }) => since > now)?.since;
}

function schedule(quizzes: readonly QuizEntry[], answers: Answers): Due[] {
  const all = quizzes.flatMap((quiz) =>
    quiz.questions.flatMap((question, index): Due[] => {
      const answered = answerOf(question, answers);
      const since = answered && dueAt(answered);
      if (since === undefined) return [];
      return [{ quiz, question: question.id, number: index + 1, since }];
    }),
  );
  return all.sort((a, b) => a.since - b.since);
}
