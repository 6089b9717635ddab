import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRuleset } from './nft-rules.ts';

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
