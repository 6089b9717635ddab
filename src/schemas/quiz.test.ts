import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseYaml, readYaml, YamlError } from '#lib/yaml.ts';
import { quizSchema } from './quiz.ts';
import { scenarioSchema } from './scenario.ts';

const file = 'src/content/quizzes/x.yaml';
const good = readFileSync(new URL('quiz.test.yaml', import.meta.url), 'utf8');
const scenario = readYaml(
  new URL('../lib/yaml.test.yaml', import.meta.url).pathname,
  scenarioSchema,
);
const schema = quizSchema(() => new Map([['x', scenario.run]]));

function told(from: string, to: string): string[] {
  assert.ok(good.includes(from), `the good file has no “${from}”`);
  try {
    parseYaml(good.replace(from, to), file, schema);
    return [];
  } catch (error) {
    assert.ok(error instanceof YamlError, String(error));
    return error.message.split('\n');
  }
}

test('a good file is taken', () => {
  assert.equal(parseYaml(good, file, schema).questions.length, 5);
});

const spoiled = [
  {
    what: 'a choice without its explanation',
    from: '        because: So it is not.\n',
    to: '',
    says: /x\.yaml:13: questions\[0\]\.choices\[1\]\.because: is missing; must be text$/,
  },
  {
    what: 'a choice of which none is right',
    from: '        correct: true\n',
    to: '',
    says: /x\.yaml:9: questions\[0\]\.choices: must have one choice with “correct: true”, not 0$/,
  },
  {
    what: 'the same answer twice',
    from: 'text: That',
    to: 'text: This',
    says: /x\.yaml:13: questions\[0\]\.choices\[1\]\.text: must not offer the same answer twice$/,
  },
  {
    what: 'a kind that is none',
    from: 'kind: choice',
    to: 'kind: chioce',
    says: /questions\[0\]\.kind: must have a kind: one of choice, choices, number, order, point, line, simulator$/,
  },
  {
    what: 'an unknown key',
    from: 'prompt: Which?',
    to: 'prompt: Which?\n    promts: Which?',
    says: /x\.yaml:9: questions\[0\]\.promts: unknown key “promts”; did you mean “prompt”\?/,
  },
  {
    what: 'a question without its misconception',
    from: '    misconception: None.\n    prompt: Which?',
    to: '    prompt: Which?',
    says: /questions\[0\]\.misconception: is missing; must be text$/,
  },
  {
    what: 'an id that is taken',
    from: 'id: two',
    to: 'id: one',
    says: /x\.yaml:15: questions\[1\]\.id: “one” is taken already; ids must be unique$/,
  },
  {
    what: 'a chapter that is not planned',
    from: 'chapter: health-checks',
    to: 'chapter: health-check',
    says: /x\.yaml:3: chapter: unknown chapter “health-check”; did you mean “health-checks”\?/,
  },
  {
    what: 'an answer that is no arithmetic',
    from: 'answer: a * 2',
    to: 'answer: a * ',
    says: /questions\[1\]\.answer: “a \*” has the end where a number, a name or “\(” should be$/,
  },
  {
    what: 'a number that nobody draws',
    from: 'answer: a * 2',
    to: 'answer: b * 2',
    says: /questions\[1\]\.answer: unknown number “b”; did you mean “a”\? Allowed: a\.$/,
  },
  {
    what: 'a text that needs a number nobody draws',
    from: 'What is {a} times two?',
    to: 'What is {x} times two?',
    says: /questions\[1\]\.prompt: unknown number “x”/,
  },
  {
    what: 'an answer out of its bounds',
    from: 'max: 10',
    to: 'max: 9',
    says: /questions\[1\]\.answer: is 10 for \{"a":5\}, which is not from 2 to 9$/,
  },
  {
    what: 'a misconception that gives the right answer',
    from: 'when: a + 7',
    to: 'when: a + 5',
    says: /questions\[1\]\.wrong\[0\]\.when: gives the right answer, 10, for \{"a":5\}$/,
  },
  {
    what: 'a range that is none',
    from: '{ from: 1, to: 5 }',
    to: '{ from: 5, to: 1 }',
    says: /x\.yaml:19: questions\[1\]\.draw\.a: must have a “to” that is greater than “from”$/,
  },
  {
    what: 'a scenario that does not exist',
    from: 'scenario: x\n    draw',
    to: 'scenario: y\n    draw',
    says: /questions\[2\]\.scenario: unknown scenario “y”; did you mean “x”\? Allowed: x\.$/,
  },
  {
    what: 'a parameter that the run does not have',
    from: 'lb.fall: n',
    to: 'lb.fal: n',
    says: /questions\[2\]\.with\.lb\.fal: the run has no such parameter$/,
  },
  {
    what: 'a parameter drawn out of its range',
    from: 'n: [2, 3]',
    to: 'n: [0, 3]',
    says: /with\.lb\.fall: must be a whole number from 1 to 1000, not 0 for \{"n":0\}$/,
  },
  {
    what: 'a metric that names nobody',
    from: 'server: web1',
    to: 'server: web9',
    says: /questions\[2\]\.metric\.where\.server: unknown component “web9”/,
  },
  {
    what: 'servers that are missing',
    from: '{ count: requests, where: { server: web1 } }',
    to: '{ first: requests, value: server }',
    says: /questions\[2\]\.servers: is missing; a question whose value is a server lists them$/,
  },
  {
    what: 'a point on a link that does not exist',
    from: '[lb, web2]',
    to: '[lb, web9]',
    says: /questions\[3\]\.points\[0\]\.at: unknown link “lb, web9”; did you mean “lb, web1”\?/,
  },
  {
    what: 'a line that is both right and wrong',
    from: 'line: redispatch',
    to: 'line: option   redispatch',
    says: /questions\[4\]\.wrong\[0\]\.line: “option redispatch” is listed already$/,
  },
];

for (const { what, from, to, says } of spoiled) {
  test(`${what} is told with its line and what is allowed`, () => {
    const problems = told(from, to);
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', says);
  });
}
