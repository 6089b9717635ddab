/** Brings the questions of a quiz to life and keeps what is answered. */
import { find } from '#lib/dom.ts';
import { answerOf, answers, isDue, noteQuiz, recordAnswer } from '#lib/progress.ts';
import { tellEvent } from '#lib/tell.ts';
import { earlier } from '#strings/quiz.ts';
import { enliven } from './live-question.ts';
import { parseParams } from './params.ts';
import { builtSeed, type Question, type QuizData } from './question.ts';

export function startQuiz(element: HTMLElement, signal: AbortSignal): void {
  const text = find(element, HTMLScriptElement, 'script[type="application/json"]').text;
  const quiz = JSON.parse(text) as QuizData;
  const runs = new Map(Object.entries(quiz.runs));
  const { seed } = parseParams(location.search);
  const kept = answers();
  const all = [...quiz.questions, ...quiz.others];
  noteQuiz(quiz.id, quiz.hash, all);

  for (const question of quiz.questions) {
    const form = find(element, HTMLFormElement, `#q-${question.id}`);
    const before = answerOf(question, kept);
    const due = isDue(before, Date.now());
    if (before) {
      const note = due ? earlier.due : before.correct ? earlier.right : earlier.wrong;
      find(form, HTMLElement, '.earlier').textContent = note;
    }
    enliven(form, question, {
      runs,
      // Who comes back is asked with other numbers than the last time.
      seed: seed ?? (due && before ? builtSeed + 7 * (before.stage + 1) : builtSeed),
      signal,
      answered,
    });
  }

  function answered(question: Question, correct: boolean) {
    recordAnswer(question, correct, Date.now());
    noteQuiz(quiz.id, quiz.hash, all);
    tellEvent(element, 'quiz:answered', { quiz: quiz.id, question: question.id, correct });
  }
}
