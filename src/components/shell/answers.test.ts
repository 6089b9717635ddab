import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersIn } from './answers.ts';

const figure = (title: string, details: string) =>
  `<p id="x" class="flow-title">${title}</p><div class="in-words" role="group"><p id="y">In words</p><ol><li>It stops.</li></ol>${details}</div>`;

test('a figure that asks is answered under its title, with what happens in it, and nothing has an id', () => {
  const html = figure('One dies', '<details><summary>How many?</summary><p>32.</p></details>');
  assert.deepEqual(answersIn(html), [
    { figure: 'One dies', html: '<ol><li>It stops.</li></ol><h4>How many?</h4><p>32.</p>' },
  ]);
});

test('a figure that asks nothing keeps its words', () => {
  assert.deepEqual(answersIn(figure('Quiet', '')), []);
});

test('the answers come in the order of the page', () => {
  const details = '<details><summary>How many?</summary><p>32.</p></details>';
  const solution =
    '<details class="solution"><summary>The answer to question 1, and why</summary><p>12.</p></details>';
  const answers = answersIn(
    figure('A', details) + figure('B', '') + figure('C', details) + solution,
  );
  assert.deepEqual(
    answers.map((answer) => answer.figure),
    ['A', 'C', undefined],
  );
  assert.equal(answers[2]?.html, '<h4>The answer to question 1, and why</h4><p>12.</p>');
});
