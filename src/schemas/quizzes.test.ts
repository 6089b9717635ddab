import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFolder } from '#lib/yaml-collection.ts';
import { simulatorAnswers } from '#components/widgets/quiz/ask.ts';
import { allModules } from '#sim/all-modules.ts';
import { drawNumbers } from '#sim/draw.ts';
import { parseExpression } from '#sim/expression.ts';
import type { Parameters } from '#sim/parameters.ts';
import { quizSchema } from './quiz.ts';
import { scenarioSchema } from './scenario.ts';

const content = new URL('../content/', import.meta.url).pathname;
const scenarios = new Map(
  readFolder(`${content}scenarios`, scenarioSchema).map(({ id, data }) => [id, data]),
);
const runs = new Map([...scenarios].map(([id, { run }]) => [id, run]));
const quizzes = readFolder(
  `${content}quizzes`,
  quizSchema(() => runs),
);
const questions = quizzes.flatMap(({ data }) => data.questions);

test('no two questions of the book have the same id', () => {
  const ids = questions.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) < index),
    [],
  );
});

test('no two quizzes belong to the same chapter', () => {
  const chapters = quizzes.map(({ data }) => data.chapter);
  assert.equal(new Set(chapters).size, chapters.length);
});

for (const { id, data } of quizzes) {
  test(`${id} has 4 to 20 questions`, () => {
    assert.ok(data.questions.length >= 4 && data.questions.length <= 20);
  });
}

for (const question of questions) {
  if (question.kind === 'number') {
    test(`${question.id} has an answer within its bounds for 200 seeds`, () => {
      const { evaluate } = parseExpression(question.answer);
      for (let seed = 0; seed < 200; seed++) {
        const answer = evaluate(drawNumbers(question.draw, seed));
        assert.ok(answer >= question.bounds.min && answer <= question.bounds.max);
      }
    });
  }
  if (question.kind === 'simulator') {
    test(`${question.id} has an answer for 50 seeds, and no wrong rule fires on it`, () => {
      const tried = new Set<string>();
      for (let seed = 0; seed < 50; seed++) {
        const values = drawNumbers(question.draw, seed);
        const name = JSON.stringify(values);
        if (tried.has(name)) continue;
        tried.add(name);
        const { answer, wrong } = simulatorAnswers(question, runs, values, allModules);
        assert.notEqual(answer, undefined, `no answer for ${name}`);
        if (question.servers) {
          assert.ok(question.servers.some(({ server }) => server === answer));
        }
        for (const [index, value] of wrong.entries()) {
          const isRight =
            typeof value === 'number' && typeof answer === 'number'
              ? Math.abs(value - answer) <= (question.tolerance ?? 0)
              : value === answer;
          assert.ok(!isRight, `wrong rule ${index} gives the right answer for ${name}`);
        }
      }
    });

    test(`${question.id} changes only what its figure offers`, () => {
      const given: Parameters = question.with;
      const offered = scenarios.get(question.scenario)?.figure.parameters ?? [];
      for (const [parameter, value] of Object.entries(given)) {
        const found = offered.find((each) => each.parameter === parameter);
        assert.ok(found, `the figure does not offer ${parameter}`);
        if (typeof value !== 'string' || found.min === undefined) continue;
        for (let seed = 0; seed < 50; seed++) {
          const drawn = parseExpression(value).evaluate(drawNumbers(question.draw, seed));
          assert.ok(drawn >= found.min && drawn <= (found.max ?? Infinity));
          assert.equal((drawn - found.min) % (found.step ?? 1), 0);
        }
      }
    });
  }
}
