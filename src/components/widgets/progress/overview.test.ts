import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, type Answers } from '#lib/progress.ts';
import { dueQuestions, nextDue, standingOf, type QuizEntry } from './overview.ts';

const quiz: QuizEntry = {
  id: 'health-checks',
  title: 'Checks',
  hash: 'h',
  address: '/quiz/health-checks/',
  questions: ['a', 'b', 'c'].map((id) => ({ id, hash: `hash-${id}` })),
};
const at = Date.UTC(2026, 0, 1);
const answers: Answers = {
  a: { hash: 'hash-a', correct: true, at, stage: 1 },
  b: { hash: 'hash-b', correct: false, at, stage: 0 },
  c: { hash: 'before it was edited', correct: true, at, stage: 0 },
};

test('an edited question does not count', () => {
  assert.deepEqual(standingOf(quiz, answers), { quiz, answered: 2, right: 1 });
});

test('questions become due by their own pauses, the longest waiting first', () => {
  const due = (days: number) =>
    dueQuestions([quiz], answers, at + days * dayMs).map(({ question }) => question);
  assert.deepEqual(due(0.5), []);
  assert.deepEqual(due(1), ['b']);
  assert.deepEqual(due(3), ['b', 'a']);
});

test('the next one is known, and after the last pause there is none', () => {
  assert.equal(nextDue([quiz], answers, at), at + dayMs);
  assert.equal(nextDue([quiz], answers, at + dayMs), at + 3 * dayMs);
  assert.equal(
    nextDue([quiz], { a: { hash: 'hash-a', correct: true, at, stage: 4 } }, at),
    undefined,
  );
});
