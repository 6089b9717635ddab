import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRuleset } from './nft-rules.ts';
import { NotModelled } from './translate.ts';

const established = { state: 'established', verdict: 'accept' };
const header = 'type filter hook input priority 0; policy drop;';

test('a chain on one line is read as one on many', () => {
  const rules = 'ct state established,related accept; tcp dport { 80, 443 } accept;';
  const one = `table inet f { chain in { ${header} ${rules} } }`;
  const many = `table inet f {\n  chain in {\n    ${header}\n    ${rules.replaceAll('; ', '\n    ')}\n  }\n}\n`;
  const expected = [
    {
      policy: 'drop',
      rules: [established, { protocol: 'tcp', ports: [80, 443], verdict: 'accept' }],
    },
  ];
  assert.deepEqual(parseRuleset(one), expected);
  assert.deepEqual(parseRuleset(many), expected);
});

test('names of values and of sets stand for what they hold', () => {
  const ruleset = (definition: string, set: string, ports: string) =>
    parseRuleset(
      `${definition}\ntable inet f {\n${set}  chain in {\n    ${header}\n    tcp dport ${ports} accept\n  }\n}\n`,
    );
  const plain = ruleset('', '', '{ 22, 443 }');
  assert.deepEqual(ruleset('define OPEN = { 22, 443 }', '', '$OPEN'), plain);
  const set = '  set open {\n    type inet_service\n    elements = { 22, 443 }\n  }\n';
  assert.deepEqual(ruleset('', set, '@open'), plain);
});

test('what a rule jumps to is read in its place', () => {
  const chains = parseRuleset(
    `table inet f {
  chain in {
    ${header}
    tcp dport 443 jump web
    tcp dport 22 accept
  }
  chain web {
    ip saddr 10.88.0.9 drop
    accept
  }
}`,
  );
  const web = { protocol: 'tcp', ports: [443] };
  assert.deepEqual(chains, [
    {
      policy: 'drop',
      rules: [
        { ...web, from: ['10.88.0.9'], verdict: 'drop' },
        { ...web, verdict: 'accept' },
        { protocol: 'tcp', ports: [22], verdict: 'accept' },
      ],
    },
  ]);
});

test('chains of the same name are different ones when their tables are', () => {
  const table = (name: string, priority: number, rule: string, web: string) => `table ${name} {
  chain input {
    type filter hook input priority ${priority}; policy accept;
    ${rule}
    jump web
  }
  chain web {
    ${web}
  }
}
`;
  const early = table('inet a', 0, 'tcp dport 22 drop', 'tcp dport 80 drop');
  const late = table('ip a', 10, 'tcp dport 23 drop', 'tcp dport 81 drop');
  const drops = (...ports: number[]) => ({
    policy: 'accept',
    rules: ports.map((port) => ({ protocol: 'tcp', ports: [port], verdict: 'drop' })),
  });
  assert.deepEqual(parseRuleset(early + late), [drops(22, 80), drops(23, 81)]);
  assert.deepEqual(parseRuleset(late + early), [drops(22, 80), drops(23, 81)]);
  const sameTime = table('inet b', 0, 'tcp dport 24 drop', 'tcp dport 82 drop');
  assert.deepEqual(parseRuleset(early + sameTime), [drops(24, 82), drops(22, 80)]);
  const ofIp6 = table('ip6 a', 0, 'drop', 'drop');
  assert.deepEqual(parseRuleset(early + ofIp6), [drops(22, 80)]);
});

test('sets of the same name are different ones when their tables are', () => {
  const table = (name: string, port: number) => `table inet ${name} {
  set open {
    type inet_service
    elements = { ${port} }
  }
  chain in {
    ${header}
    tcp dport @open accept
  }
}
`;
  const ports = parseRuleset(table('a', 22) + table('b', 80)).map(({ rules }) => rules[0]?.ports);
  assert.deepEqual(ports, [[80], [22]]);
});

test('a table that is written twice is one, and so are its chains', () => {
  const more = 'table inet f {\n  chain in {\n    tcp dport 443 accept\n  }\n}\n';
  const ruleset = `table inet f {\n  chain in {\n    ${header}\n  }\n}\n${more}`;
  const rules = [{ protocol: 'tcp', ports: [443], verdict: 'accept' }];
  assert.deepEqual(parseRuleset(ruleset), [{ policy: 'drop', rules }]);
});

test('a rule or a chain outside of the tables is not left out silently', () => {
  assert.throws(() => parseRuleset('add rule inet f in tcp dport 22 drop'), NotModelled);
});

/** The rules of a base chain that says `line`, and after it accepts port 8080, in a table with the chains. */
function rulesWith(line: string, chains: Readonly<Record<string, string>>) {
  const regular = Object.entries(chains).map(
    ([name, lines]) => `  chain ${name} {\n    ${lines}\n  }\n`,
  );
  const [chain] = parseRuleset(
    `table inet f {\n${regular.join('')}  chain in {\n    ${header}\n    ${line}; tcp dport 8080 accept\n  }\n}\n`,
  );
  assert.deepEqual(chain?.rules.at(-1), { protocol: 'tcp', ports: [8080], verdict: 'accept' });
  return chain.rules.slice(0, -1);
}

const jump = (matches: string, lines: string) => rulesWith(`${matches} jump x`, { x: lines });

test('what a jump and a rule after it match is what both match', () => {
  const https = { protocol: 'tcp', ports: [443] };
  const accept = { verdict: 'accept' };
  const cases = {
    'ports: none': ['tcp dport 22', 'tcp dport 443 accept', []],
    'ports: the same': ['tcp dport 443', 'tcp dport 443 accept', [{ ...https, ...accept }]],
    'ports: some': [
      'tcp dport { 22, 400-500 }',
      'th dport { 80, 443, 450-600 } accept',
      [{ protocol: 'tcp', ports: [443, '450-500'], ...accept }],
    ],
    'ports: all but': [
      'tcp dport 0-443',
      'tcp dport != { 22, 80 } accept',
      [{ protocol: 'tcp', ports: ['0-21', '23-79', '81-443'], ...accept }],
    ],
    'protocols: another': ['ip protocol udp', 'tcp dport 443 accept', []],
    'protocols: of a reset': ['udp dport 443', 'reject with tcp reset', []],
    'addresses: another': ['ip saddr 1.2.3.4', 'ip saddr 5.6.7.8 accept', []],
    'addresses: the smaller block': [
      'ip saddr { 10.88.0.0/16, 10.1.0.9 }',
      'ip saddr { 10.88.0.2, 10.1.0.0/24, 10.2.0.0/24 } accept',
      [{ from: ['10.88.0.2', '10.1.0.9'], ...accept }],
    ],
    'addresses: neither': [
      'ip saddr != 10.88.0.2',
      'ip saddr != 10.88.0.3 accept',
      [{ not_from: ['10.88.0.2', '10.88.0.3'], ...accept }],
    ],
    'states: another': ['ct state new', 'ct state established,related accept', []],
    'states: each': [
      'tcp dport 443',
      'ct state vmap { established : accept, new : drop }',
      [
        { ...https, state: 'established', verdict: 'accept' },
        { ...https, state: 'new', verdict: 'drop' },
      ],
    ],
  } as const;
  for (const [name, [matches, lines, rules]] of Object.entries(cases))
    assert.deepEqual(jump(matches, lines), rules, name);
});

test('what cannot be told of two blocks of addresses is not guessed', () => {
  assert.throws(
    () => jump('ip saddr 10.88.0.2-10.88.0.9', 'ip saddr 10.88.0.5 accept'),
    NotModelled,
  );
});

test('one rule that names its ports twice matches what both say', () => {
  assert.deepEqual(rulesWith('tcp dport 1-1024 tcp dport != 22 drop', {}), [
    { protocol: 'tcp', ports: ['1-21', '23-1024'], verdict: 'drop' },
  ]);
});

test('a chain without a verdict goes back to the chain that jumped to it', () => {
  const rules = rulesWith('tcp dport 443 jump x; ip saddr 10.88.0.2 accept', {
    x: 'ip saddr 10.88.0.9 jump y; counter; ct state new drop',
    y: 'ct state established accept',
  });
  const https = { protocol: 'tcp', ports: [443] };
  assert.deepEqual(rules, [
    { ...https, from: ['10.88.0.9'], state: 'established', verdict: 'accept' },
    { ...https, state: 'new', verdict: 'drop' },
    { from: ['10.88.0.2'], verdict: 'accept' },
  ]);
});

test('ways out of a chain other than its end are not modelled, nor are chains of other tables', () => {
  assert.throws(() => jump('tcp dport 443', 'return'), NotModelled);
  assert.throws(() => rulesWith('tcp dport 443 goto x', { x: 'accept' }), NotModelled);
  const elsewhere = 'table inet g {\n  chain x {\n    accept\n  }\n}\n';
  const ruleset = `${elsewhere}table inet f {\n  chain in {\n    ${header}\n    jump x\n  }\n}\n`;
  assert.throws(() => parseRuleset(ruleset), NotModelled);
});

test('a limit stays one bucket, or is not modelled', () => {
  const limit = { per_second: 10, over: false };
  const https = { protocol: 'tcp', ports: [443] };
  assert.deepEqual(jump('tcp dport 443', 'limit rate 10/second accept'), [
    { ...https, limit, verdict: 'accept' },
  ]);
  assert.throws(() => jump('limit rate 10/second', 'tcp dport 80 accept; accept'), NotModelled);
  const twice = 'tcp dport 443 jump x; tcp dport 80 jump x';
  assert.throws(() => rulesWith(twice, { x: 'limit rate 10/second accept' }), NotModelled);
  assert.equal(rulesWith(twice, { x: 'accept' }).length, 2);
});
