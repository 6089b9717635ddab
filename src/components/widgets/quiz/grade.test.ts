import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawNumbers } from '#sim/draw.ts';
import {
  gradeLine,
  gradeNumber,
  gradeOptions,
  gradeOrder,
  gradeServer,
  numberAnswers,
  parseNumber,
} from './grade.ts';
import type { NumberQuestion, OptionsQuestion, SimulatorQuestion } from './question.ts';

const common = { id: 'q', hash: 'h' };
const options = (kind: OptionsQuestion['kind'], ...correct: boolean[]): OptionsQuestion => ({
  ...common,
  kind,
  options: correct.map((each, index) => ({ correct: each, because: `because ${index}` })),
});

test('one choice is right, and every option gets its own explanation', () => {
  const question = options('choice', false, true, false);
  assert.equal(gradeOptions(question, [1]).correct, true);
  const { correct, heard, remarks } = gradeOptions(question, [0]);
  assert.equal(correct, false);
  assert.equal(heard, 'because 0');
  assert.deepEqual(
    remarks?.map(({ mark, because }) => `${mark}: ${because}`),
    ['yoursWrong: because 0', 'right: because 1', 'wrong: because 2'],
  );
});

test('several choices are right only all together, and what is missing is said', () => {
  const question = options('choices', true, true, false);
  assert.equal(gradeOptions(question, [0, 1]).correct, true);
  const { correct, said, remarks } = gradeOptions(question, [0, 2]);
  assert.equal(correct, false);
  assert.deepEqual(said, ['1 of your choices is right, 1 is not, 1 is missing.']);
  assert.deepEqual(
    remarks?.map(({ mark }) => mark),
    ['yoursRight', 'missed', 'yoursWrong'],
  );
});

test('of several right points any answers the question', () => {
  const question = options('point', true, false, true);
  assert.equal(gradeOptions(question, [2]).correct, true);
  assert.equal(gradeOptions(question, [1]).correct, false);
});

test('an order is right when every item is in its place', () => {
  const items = ['a', 'b', 'c'].map((text) => ({ text, because: `because ${text}` }));
  const question = { ...common, kind: 'order', items } as const;
  assert.equal(gradeOrder(question, [0, 1, 2]).correct, true);
  const { correct, said, remarks } = gradeOrder(question, [1, 0, 2]);
  assert.equal(correct, false);
  assert.deepEqual(said, ['1 of 3 are in their place.']);
  assert.equal(remarks?.[0]?.because, 'Place 2: because b');
});

test('a line is compared without regard to white space, and a known error is explained', () => {
  const question = {
    ...common,
    kind: 'line',
    accept: ['option redispatch'],
    because: 'Why.',
    wrong: [{ line: 'redispatch', because: 'It is an option.' }],
  } as const;
  assert.equal(gradeLine(question, '\t option   redispatch ').correct, true);
  assert.match(gradeLine(question, 'redispatch').said[0] ?? '', /^It is an option\. The answer is/);
  assert.match(gradeLine(question, '<b>').said[0] ?? '', /not among those/);
});

const number: NumberQuestion = {
  ...common,
  kind: 'number',
  prompt: '{a}',
  draw: { a: [2, 3], b: [5, 7] },
  answer: 'a * b',
  unit: 's',
  tolerance: 0.5,
  because: '{a} × {b} = {answer}',
  wrong: [{ when: 'a + b', because: 'Not {a + b}.' }],
};

test('a number is right within its tolerance, and a known error is explained with the numbers', () => {
  const values = { a: 2, b: 5 };
  const grade = (given: number) =>
    gradeNumber(number, values, numberAnswers(number, values), given);
  assert.deepEqual(grade(10.5), { correct: true, said: ['2 × 5 = 10'] });
  assert.equal(grade(10.6).correct, false);
  assert.deepEqual(grade(7).said, ['Not 7. The answer is 10 s.', '2 × 5 = 10']);
  assert.deepEqual(grade(99).said, ['The answer is 10 s.', '2 × 5 = 10']);
});

test('the right answer is right for every seed', () => {
  for (let seed = 0; seed < 50; seed++) {
    const values = drawNumbers(number.draw, seed);
    const answers = numberAnswers(number, values);
    assert.ok(gradeNumber(number, values, answers, Number(answers.answer)).correct);
  }
});

test('a server is compared with what the engine chose', () => {
  const question: SimulatorQuestion = {
    ...common,
    kind: 'simulator',
    prompt: '',
    scenario: 's',
    draw: { a: [1, 2] },
    with: {},
    metric: { first: 'requests', value: 'server' },
    tolerance: 0,
    because: 'Weight {a}.',
    servers: [
      { server: 'web1', text: 'Server 1', because: 'one' },
      { server: 'web2', text: 'Server 2', because: 'two' },
    ],
    wrong: [{ run: { scenario: 'nginx' }, because: 'That is nginx.' }],
  };
  const truth = { answer: 'web1', wrong: ['web2'] };
  assert.equal(gradeServer(question, { a: 1 }, truth, 0).correct, true);
  const { correct, said } = gradeServer(question, { a: 1 }, truth, 1);
  assert.equal(correct, false);
  assert.deepEqual(said, ['That is nginx. The answer is Server 1.', 'Weight 1.']);
});

test('numbers are read as people write them', () => {
  const cases: [string, number | undefined][] = [
    ['12', 12],
    [' 2.5 ', 2.5],
    ['2,5', 2.5],
    ['1,200', 1200],
    ['1,200.5', 1200.5],
    ['12 s', 12],
    ['12seconds', 12],
    ['-3', -3],
    ['.5', 0.5],
    ['', undefined],
    ['twelve', undefined],
    ['1 2', undefined],
    ['1.2.3', undefined],
    ['.', undefined],
    ['1e5', undefined],
  ];
  for (const [text, value] of cases) assert.equal(parseNumber(text), value, text);
});

test('whatever is typed, it is a finite number or none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const value = parseNumber(text);
      assert.ok(value === undefined || Number.isFinite(value));
    }),
  );
});
