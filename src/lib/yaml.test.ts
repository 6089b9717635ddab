import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'astro/zod';
import { scenarioSchema } from '#schemas/scenario.ts';
import { strict } from '#schemas/strict.ts';
import { parseYaml, YamlError } from './yaml.ts';

const file = 'src/content/scenarios/x.yaml';

/** A good scenario, to be spoiled line by line. */
const good = readFileSync(new URL('yaml.test.yaml', import.meta.url), 'utf8');

/** What is said of the good scenario after `from` has been replaced by `to`. */
function told(from: string, to: string): string[] {
  assert.ok(good.includes(from), `the good file has no “${from}”`);
  return problemsOf(good.replace(from, to));
}

function problemsOf(source: string, schema: z.ZodType = scenarioSchema): string[] {
  try {
    parseYaml(source, file, schema);
    return [];
  } catch (error) {
    assert.ok(error instanceof YamlError, String(error));
    return error.message.split('\n');
  }
}

test('a good file gives its value, typed', () => {
  const { run, figure } = parseYaml(good, file, scenarioSchema);
  assert.equal(run.components[1]?.settings?.['fall'], 3);
  assert.deepEqual(figure.stops, []);
});

// Of names that grow with the book, a pattern asks for a few, in whatever order.
const spoiled = [
  {
    what: 'a syntax error',
    from: 'title: Two servers',
    to: 'title: [Two servers',
    says: [/^src\/content\/scenarios\/x\.yaml:\d+: .*\]/],
  },
  {
    what: 'a key that is written twice',
    from: 'title: Two servers',
    to: 'title: Two servers\ntitle: Again',
    says: [/^src\/content\/scenarios\/x\.yaml:3: Map keys must be unique/],
  },
  {
    what: 'an unknown key',
    from: 'title: Two servers',
    to: 'titel: Two servers',
    says: [
      /x\.yaml:1: title: is missing; must be text$/,
      /x\.yaml:2: titel: unknown key “titel”; did you mean “title”\? Allowed: schemaVersion, title, run, figure, expect\.$/,
    ],
  },
  {
    what: 'an unknown setting',
    from: 'fall: 3',
    to: 'fal: 3',
    says: [
      /x\.yaml:9: run\.components\[1\]\.settings\.fal: unknown setting of haproxy “fal”; did you mean “fall”\? Allowed: (?=.*\bbalance,)(?=.*\bfall,)\w+(, \w+)+\.$/,
    ],
  },
  {
    what: 'a wrong type',
    from: 'duration_ms: 5000',
    to: 'duration_ms: five seconds',
    says: [/x\.yaml:4: run\.duration_ms: must be a whole number from 1 to 86400000$/],
  },
  {
    what: 'a setting out of range',
    from: 'fall: 3',
    to: 'fall: 0',
    says: [
      /x\.yaml:9: run\.components\[1\]\.settings\.fall: must be a whole number from 1 to 1000$/,
    ],
  },
  {
    what: 'a word that is not among the choices',
    from: 'kind: web, title: web 1',
    to: 'kind: webb, title: web 1',
    says: [
      /x\.yaml:10: run\.components\[2\]\.kind: must be one of client, .*, not “webb”; did you mean “web”\?$/,
    ],
  },
  {
    what: 'an id that is taken',
    from: 'id: web2',
    to: 'id: web1',
    says: [
      /x\.yaml:11: run\.components\[3\]\.id: “web1” is taken already; ids must be unique$/,
      /x\.yaml:15: run\.links\[2\]\.to: unknown component “web2”; did you mean “web1”\?/,
      /x\.yaml:17: run\.events\[0\]\.component: unknown component “web2”/,
      /x\.yaml:22: figure\.layout\.web2: /,
      /x\.yaml:23: figure\.faults\.web2: /,
      /x\.yaml:33: expect\[0\]\.metric\.until\.component: /,
    ],
  },
  {
    what: 'an id that links use',
    from: 'id: browsers',
    to: 'id: seed',
    says: [
      /run\.components\[0\]\.id: is a word that links use for themselves\. Not allowed: v, fig, t, at, seed,/,
      /run\.links\[0\]\.from: unknown component “browsers”/,
      /figure\.layout: has no place for seed$/,
      /figure\.layout\.browsers: unknown component/,
    ],
  },
  {
    what: 'an event of a component that does not exist',
    from: 'component: web2',
    to: 'component: web3',
    says: [
      /x\.yaml:17: run\.events\[0\]\.component: unknown component “web3”; did you mean “web1”\? Allowed: browsers, lb, web1, web2\.$/,
    ],
  },
  {
    what: 'a component that no link leads to',
    from: '- { from: lb, to: web2 }',
    to: '',
    says: [/x\.yaml:11: run\.components\[3\]: no link leads from the client to “web2”$/],
  },
  {
    what: 'a link back',
    from: '- { from: lb, to: web2 }',
    to: '- { from: lb, to: web2 }\n    - { from: web2, to: lb }',
    says: [/requests would go in a circle/, /requests would go in a circle/],
  },
  {
    what: 'a load balancer without a program',
    from: 'software: haproxy',
    to: 'software: apache',
    says: [
      /x\.yaml:9: run\.components\[1\]\.software: of a load balancer must be one of haproxy, nginx$/,
    ],
  },
  {
    what: 'a mode that no workload has',
    from: 'mode: open-loop',
    to: 'mode: open',
    says: [
      /x\.yaml:16: run\.workload\.mode: must have a mode: one of open-loop, closed-loop, given$/,
    ],
  },
  {
    what: 'an address that is none',
    from: 'rate: 20',
    to: 'rate: 20, clients: [198.51.100.300]',
    says: [/run\.workload\.clients\[0\]: must be an IPv4 address/],
  },
  {
    what: 'a component that the layout leaves out',
    from: 'web2: [3, 2]',
    to: 'web3: [3, 2]',
    says: [
      /x\.yaml:22: figure\.layout: has no place for web2$/,
      /x\.yaml:22: figure\.layout\.web3: unknown component “web3”/,
    ],
  },
  {
    what: 'two components in one place',
    from: 'web2: [3, 2]',
    to: 'web2: [3, 1]',
    says: [/figure\.layout\.web2: “web1” is at \[3, 1\] already$/],
  },
  {
    what: 'a parameter that the run does not have',
    from: 'parameter: lb.fall',
    to: 'parameter: lb.fal',
    says: [
      /x\.yaml:24: figure\.parameters\[0\]\.parameter: unknown parameter “lb\.fal”; did you mean “lb\.fall”\?/,
    ],
  },
  {
    what: 'a range that does not hold the run’s own value',
    from: 'min: 1, max: 5',
    to: 'min: 4, max: 5',
    says: [/the run’s own lb\.fall is 3, which is not from 4 to 5$/],
  },
  {
    what: 'a fault that is none',
    from: 'web2: [refuse]',
    to: 'web2: [explode]',
    says: [
      /x\.yaml:23: figure\.faults\.web2\[0\]: unknown action “explode”\. Allowed: refuse, hang,/,
    ],
  },
  {
    what: 'a prediction whose metric names nobody',
    from: 'server: web1',
    to: 'server: web9',
    says: [/figure\.predictions\[0\]\.answer\.where\.server: unknown component “web9”/],
  },
  {
    what: 'a metric that asks two things',
    from: 'answer: { count: requests',
    to: 'answer: { first: requests, count: requests',
    says: [
      /figure\.predictions\[0\]\.answer: must have exactly one of the keys (?=.*\bcount,)(?=.*\bfirst,)\w+(, \w+)+$/,
    ],
  },
  {
    what: 'a condition on events in a question about requests',
    from: 'where: { server: web1 }',
    to: 'where: { kind: end }',
    says: [
      /answer\.where\.kind: unknown condition on requests “kind”\. Allowed: outcome, status, server/,
    ],
  },
  {
    what: 'a moment that is neither a time nor a state',
    from: 'until: { component: web2, state: down }',
    to: 'until: { component: web2, state: dead }',
    says: [/expect\[0\]\.metric\.until\.state: must be one of down, .*, not “dead”/],
  },
  {
    what: 'a claim without a bound',
    from: 'at_most: 100',
    to: '',
    says: [/expect\[0\]: must have one of the keys equals, at_least, at_most$/],
  },
];

for (const { what, from, to, says } of spoiled) {
  test(`${what} is told with its line and what is allowed`, () => {
    const problems = told(from, to);
    assert.equal(problems.length, says.length, problems.join('\n'));
    for (const [index, pattern] of says.entries()) assert.match(problems[index] ?? '', pattern);
  });
}

test('a caption with a value that nothing gives is told', () => {
  const stop = '  stops: [{ id: a, at: 100, caption: "{lost} requests" }]\n';
  assert.match(
    told('  predictions:', `${stop}  predictions:`).join('\n'),
    /nothing gives \{lost\} a value/,
  );
});

test('all that is wrong is told at once, sorted by line', () => {
  const source = good
    .replace('at_most: 100', 'at_most: many')
    .replace('fall: 3', 'fall: 0')
    .replace('to: web2', 'to: web7')
    .replace('title: Two servers', 'titles: Two servers');
  const lines = problemsOf(source).map((line) => Number(/:(\d+):/.exec(line)?.[1]));
  assert.deepEqual(
    lines,
    lines.toSorted((a, b) => a - b),
  );
  assert.deepEqual([...new Set(lines)], [1, 2, 9, 15, 34]);
});

test('an empty file is told as such', () => {
  assert.deepEqual(problemsOf('# nothing yet\n'), [`${file}:1: the file is empty`]);
});

test('a file that is no mapping is told which keys it needs', () => {
  const message = 'must be a mapping with the keys schemaVersion, title, run, figure, expect';
  assert.deepEqual(problemsOf('- one\n- two\n'), [`${file}:1: ${message}`]);
});

test('an error inside an alias is told at the place of the alias’s own key', () => {
  const schema = strict({ a: strict({ n: z.number() }), b: strict({ n: z.number() }) });
  const problems = problemsOf('a: &x\n  n: one\nb: *x\n', schema);
  assert.deepEqual(problems, [
    `${file}:2: a.n: must be a number`,
    `${file}:2: b.n: must be a number`,
  ]);
});
