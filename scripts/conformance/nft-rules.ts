/** The chains of an nftables ruleset, as text, that judge what comes into a host. */
import type { Chain, Limit, Rule } from '#sim/firewall/rules.ts';
import { NotModelled } from './translate.ts';

/** @throws NotModelled */
export function parseRuleset(text: string): Chain[] {
  const blocks = blocksIn(withoutNames(text.replace(/#.*/g, '')));
  const regular = new Map(
    [...blocks].filter(([, lines]) => !lines.some((line) => line.startsWith('type '))),
  );
  return [...blocks]
    .filter(([name]) => !regular.has(name))
    .map(([, lines]) => parseChain(lines, regular))
    .sort((a, b) => a.priority - b.priority)
    .map(({ chain }) => chain);
}

/** What `define` and named sets stand for, in the places of their names. */
function withoutNames(text: string): string {
  const defined = [...text.matchAll(/define (\w+) = (\{[^}]*\}|\S+)/g)];
  const sets = [...text.matchAll(/set (\w+) \{[^{}]*elements = (\{[^}]*\})[^{}]*\}/g)];
  const known = new Map<string, string>([
    ...defined.map(([, name = '', value = '']) => [`$${name}`, value] as const),
    ...sets.map(([, name = '', value = '']) => [`@${name}`, value] as const),
  ]);
  const rest = [...defined, ...sets].reduce((left, [whole]) => left.replace(whole, ''), text);
  return rest.replace(/[$@]\w+/g, (name) => known.get(name) ?? name);
}

/** The statements of each chain: on lines of their own, or between semicolons. */
function blocksIn(text: string): ReadonlyMap<string, readonly string[]> {
  const chains = text.matchAll(/chain (\S+) \{((?:[^{}]|\{[^{}]*\})*)\}/g);
  return new Map(
    [...chains].map(([, name = '', body = '']) => [
      name,
      body
        .split(/[\n;]/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ]),
  );
}

function parseChain(
  lines: readonly string[],
  regular: ReadonlyMap<string, readonly string[]>,
): { readonly priority: number; readonly chain: Chain } {
  const header = lines.find((line) => line.startsWith('type ')) ?? '';
  if (!header.includes('hook input')) throw new NotModelled(`chain ${header}`);
  return {
    priority: parsePriority(/priority (.+)/.exec(header)?.[1] ?? '0'),
    chain: {
      policy: lines.includes('policy drop') ? 'drop' : 'accept',
      rules: lines
        .filter((line) => !line.startsWith('type ') && !line.startsWith('policy '))
        .flatMap((line) => withJumps(line, regular))
        .flatMap(parseRule),
    },
  };
}

/** A rule that jumps to another chain is that chain's rules, for what the rule matches. */
function withJumps(line: string, regular: ReadonlyMap<string, readonly string[]>): string[] {
  const [, matches = '', name = ''] = /^(.*?)\bjump (\S+)$/.exec(line) ?? [];
  const target = regular.get(name);
  return target ? target.flatMap((each) => withJumps(`${matches}${each}`, regular)) : [line];
}

/** `0`, `filter`, `filter + 10`. */
function parsePriority(text: string): number {
  const [, sign = '+', number = text] = /^filter\s*([+-])\s*(\d+)$/.exec(text.trim()) ?? [];
  return number.trim() === 'filter' ? 0 : Number(`${sign}${number.trim().replace(/^\+/, '')}`.replace('+-', '-'));
}

/** What a rule says, as it is read from left to right. */
type Draft = { -readonly [K in keyof Rule]?: Rule[K] } & { isIdle?: boolean };

type Words = readonly string[];

/** Each statement that is known, by the words that it begins with: takes in what it says, and tells how many words that was. */
const statements: readonly (readonly [RegExp, (found: Words, draft: Draft) => void])[] = [
  [/^ct state (!= )?(\{[^}]*\}|\S+)/, ([, not, states = ''], draft) => readStates(not, list(states), draft)],
  [/^(tcp|udp|th) dport (!= )?(\{[^}]*\}|\S+)/, ([, protocol = '', not, ports = ''], draft) => {
    if (protocol !== 'th') draft.protocol = protocol as 'tcp' | 'udp';
    draft.ports = not ? list(ports).flatMap(allBut) : list(ports).map(toPorts);
  }],
  [/^ip saddr (!= )?(\{[^}]*\}|\S+)/, ([, not, addresses = ''], draft) => {
    draft[not ? 'not_from' : 'from'] = list(addresses);
  }],
  [/^(?:ip protocol|meta l4proto) (tcp|udp|icmp)\b/, ([, protocol], draft) => {
    draft.protocol = protocol as Rule['protocol'];
  }],
  [/^icmp type (?:\{[^}]*echo-request[^}]*\}|echo-request\b)/, (_, draft) => {
    draft.protocol = 'icmp';
  }],
  // Nothing goes from a machine to itself in the recordings, and each has one way to the other.
  [/^iif(?:name)? (!= )?"?([\w-]+)"?/, ([, not, name], draft) => {
    if ((name === 'lo') !== (not !== undefined)) draft.isIdle = true;
  }],
  [/^limit rate (over )?(\d+)\/(second|minute|hour)(?: burst (\d+) packets)?/, ([, over, rate, unit = '', burst], draft) => {
    const limit: Limit = { [`per_${unit}`]: Number(rate), over: over !== undefined };
    draft.limit = burst === undefined ? limit : { ...limit, burst: Number(burst) };
  }],
  [/^counter(?: packets \d+ bytes \d+)?/, () => undefined],
  [/^log(?: prefix "[^"]*")?/, () => undefined],
  [/^comment "[^"]*"/, () => undefined],
  [/^reject with tcp reset/, (_, draft) => {
    draft.verdict = 'reject';
    draft.reject_with = 'tcp-reset';
  }],
  [/^reject(?: with icmpx?(?: type)? [\w-]+)?/, (_, draft) => {
    draft.verdict = 'reject';
  }],
  [/^(accept|drop)\b/, ([, verdict], draft) => {
    draft.verdict = verdict as 'accept' | 'drop';
  }],
];

/** The rule on a line; none when it decides nothing, or never matches here. */
function parseRule(line: string): Rule[] {
  const [, verdicts] = /^ct state vmap \{([^}]*)\}/.exec(line) ?? [];
  if (verdicts !== undefined) {
    const pairs = list(verdicts).map((pair) => pair.split(/\s*:\s*/));
    return pairs.flatMap(([state = '', verdict = '']) => parseRule(`ct state ${state} ${verdict}`));
  }
  const draft: Draft = {};
  let rest = line;
  while (rest !== '') {
    const known = statements.find(([pattern]) => pattern.test(rest));
    const found = known?.[0].exec(rest);
    if (!known || !found) throw new NotModelled(`rule ${line}`);
    known[1](found, draft);
    rest = rest.slice(found[0].length).trim();
  }
  const { isIdle, verdict, ...matches } = draft;
  return isIdle || verdict === undefined ? [] : [{ ...matches, verdict }];
}

function readStates(not: string | undefined, states: Words, draft: Draft) {
  const known = (['new', 'established'] as const).filter(
    (state) => states.includes(state) !== (not !== undefined),
  );
  if (known.length === 0) draft.isIdle = true;
  if (known.length === 1) draft.state = known[0];
}

/** `{ a, b }` or `a,b`. */
const list = (text: string): string[] =>
  text
    .replace(/[{}]/g, '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const services: Readonly<Record<string, number>> = { ssh: 22, http: 80, https: 443, mysql: 3306 };

const toPorts = (text: string): number | string =>
  text.includes('-') ? text : (services[text] ?? Number(text));

function allBut(text: string): string[] {
  const [first = 0, last = first] = String(toPorts(text)).split('-').map(Number);
  return [`0-${first - 1}`, `${last + 1}-65535`];
}
