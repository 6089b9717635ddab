/** The chains of an nftables ruleset, as text, that judge what comes into a host. */
import { parsePorts } from '#sim/firewall/ports.ts';
import type { Chain, Limit, Rule } from '#sim/firewall/rules.ts';
import { isBlock, parseBlock } from '#sim/firewall/sources.ts';
import { parseAddress } from '#sim/workload.ts';
import { NotModelled } from './translate.ts';

/** @throws NotModelled */
export function parseRuleset(text: string): Chain[] {
  const tables = tablesIn(withoutNames(text.replace(/#.*/g, ''), '$', definitions));
  // Of base chains with the same priority, Linux asks the one first that was made last.
  return tables
    .flatMap(parseTable)
    .reverse()
    .sort((a, b) => a.priority - b.priority)
    .map(({ chain }) => chain);
}

const definitions = /define (\w+) = (\{[^}]*\}|\S+)/g;
const sets = /set (\w+) \{[^{}]*elements = (\{[^}]*\})[^{}]*\}/g;

/** What names stand for in the places of their names, which begin with the sign. */
function withoutNames(text: string, sign: '$' | '@', named: RegExp): string {
  const found = [...text.matchAll(named)];
  const known = new Map<string, string>(
    found.map(([, name = '', value = '']) => [`${sign}${name}`, value] as const),
  );
  const rest = found.reduce((left, [whole]) => left.replace(whole, ''), text);
  return rest.replace(/[$@]\w+/g, (name) => known.get(name) ?? name);
}

/** What is in each table that sees IPv4: one that is written twice is one. */
function tablesIn(text: string): string[] {
  const table = /table (?:(\w+) )?(\S+) \{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g;
  const outside = /\b(?:chain|rule) .*/.exec(text.replace(table, ''));
  if (outside) throw new NotModelled(`outside of tables: ${outside[0]}`);
  const bodies = new Map<string, string>();
  for (const [, family = 'ip', name = '', body = ''] of text.matchAll(table)) {
    if (family === 'ip6') continue;
    if (family !== 'ip' && family !== 'inet') throw new NotModelled(`table ${family} ${name}`);
    const key = `${family} ${name}`;
    bodies.set(key, `${bodies.get(key) ?? ''}\n${body}`);
  }
  return [...bodies.values()];
}

/** The chains of one table, by name: other tables have others of the same names. */
interface Table {
  readonly chains: ReadonlyMap<string, readonly string[]>;
  /** Those that a jump was taken to. */
  readonly entered: Set<string>;
}

interface BaseChain {
  readonly priority: number;
  readonly chain: Chain;
}

function parseTable(body: string): BaseChain[] {
  const table: Table = { chains: chainsIn(withoutNames(body, '@', sets)), entered: new Set() };
  return [...table.chains.values()].flatMap((lines) => {
    const header = lines.find((line) => line.startsWith('type '));
    return header === undefined ? [] : [parseChain(header, lines, table)];
  });
}

/** The statements of each chain: on lines of their own, or between semicolons. */
function chainsIn(table: string): ReadonlyMap<string, readonly string[]> {
  const chains = new Map<string, string[]>();
  for (const [, name = '', body = ''] of table.matchAll(
    /chain (\S+) \{((?:[^{}]|\{[^{}]*\})*)\}/g,
  )) {
    const lines = body.split(/[\n;]/).map((line) => line.trim());
    chains.set(name, [...(chains.get(name) ?? []), ...lines.filter((line) => line !== '')]);
  }
  return chains;
}

function parseChain(header: string, lines: readonly string[], table: Table): BaseChain {
  if (!header.includes('hook input')) throw new NotModelled(`chain ${header}`);
  return {
    priority: parsePriority(/priority (.+)/.exec(header)?.[1] ?? '0'),
    chain: {
      policy: lines.includes('policy drop') ? 'drop' : 'accept',
      rules: lines
        .filter((line) => !line.startsWith('type ') && !line.startsWith('policy '))
        .flatMap((line) => parseRule(line, table, {})),
    },
  };
}

/** `0`, `filter`, `filter + 10`. */
function parsePriority(text: string): number {
  const [, sign = '+', number = text] = /^filter\s*([+-])\s*(\d+)$/.exec(text.trim()) ?? [];
  return number.trim() === 'filter' ? 0 : Number(`${sign}${number.trim().replace(/^\+/, '')}`.replace('+-', '-'));
}

/** What a rule says, as it is read from left to right: each statement leaves less that matches. */
type Draft = { -readonly [K in keyof Rule]?: Rule[K] } & { isIdle?: boolean; jump?: string };

type Words = readonly string[];

/** Each statement that is known, by the words that it begins with: takes in what it says, and tells how many words that was. */
const statements: readonly (readonly [RegExp, (found: Words, draft: Draft) => void])[] = [
  [/^ct state (!= )?(\{[^}]*\}|\S+)/, ([, not, states = ''], draft) => readStates(not, list(states), draft)],
  [/^(tcp|udp|th) dport (!= )?(\{[^}]*\}|\S+)/, ([, protocol = '', not, ports = ''], draft) => {
    if (protocol !== 'th') narrow(draft, 'protocol', protocol as 'tcp' | 'udp');
    if (not) list(ports).forEach((each) => readPorts(draft, allBut(each)));
    else readPorts(draft, list(ports).map(toPorts));
  }],
  [/^ip saddr (!= )?(\{[^}]*\}|\S+)/, ([, not, addresses = ''], draft) => {
    if (not) draft.not_from = [...(draft.not_from ?? []), ...list(addresses)];
    else readAddresses(draft, list(addresses));
  }],
  [/^(?:ip protocol|meta l4proto) (tcp|udp|icmp)\b/, ([, protocol], draft) => {
    narrow(draft, 'protocol', protocol as Rule['protocol']);
  }],
  [/^icmp type (?:\{[^}]*echo-request[^}]*\}|echo-request\b)/, (_, draft) => {
    narrow(draft, 'protocol', 'icmp');
  }],
  // Nothing goes from a machine to itself in the recordings, and each has one way to the other.
  [/^iif(?:name)? (!= )?"?([\w-]+)"?/, ([, not, name], draft) => {
    if ((name === 'lo') !== (not !== undefined)) draft.isIdle = true;
  }],
  [/^limit rate (over )?(\d+)\/(second|minute|hour)(?: burst (\d+) packets)?/, ([, over, rate, unit = '', burst], draft) => {
    if (draft.limit) throw new NotModelled('two limits in one rule');
    const limit: Limit = { [`per_${unit}`]: Number(rate), over: over !== undefined };
    draft.limit = burst === undefined ? limit : { ...limit, burst: Number(burst) };
  }],
  [/^counter(?: packets \d+ bytes \d+)?/, () => undefined],
  [/^log(?: prefix "[^"]*")?/, () => undefined],
  [/^comment "[^"]*"/, () => undefined],
  [/^reject with tcp reset/, (_, draft) => {
    narrow(draft, 'protocol', 'tcp');
    draft.verdict = 'reject';
    draft.reject_with = 'tcp-reset';
  }],
  [/^reject(?: with icmpx?(?: type)? [\w-]+)?/, (_, draft) => {
    draft.verdict = 'reject';
  }],
  [/^(accept|drop)\b/, ([, verdict], draft) => {
    draft.verdict = verdict as 'accept' | 'drop';
  }],
  [/^jump (\S+)/, ([, chain], draft) => {
    draft.jump = chain;
  }],
];

/**
 * The rules that a line stands for: none when it decides nothing, or never matches here. A jump is
 * the other chain's rules, for what the line matches; what none of them decides comes back to the next line.
 * @param before What the jumps on the way to this line match.
 */
function parseRule(line: string, table: Table, before: Draft): Rule[] {
  const [, verdicts] = /^ct state vmap \{([^}]*)\}/.exec(line) ?? [];
  if (verdicts !== undefined) {
    const pairs = list(verdicts).map((pair) => pair.split(/\s*:\s*/));
    return pairs.flatMap(([state = '', verdict = '']) =>
      parseRule(`ct state ${state} ${verdict}`, table, before),
    );
  }
  const draft: Draft = { ...before };
  let rest = line;
  while (rest !== '') {
    const known = statements.find(([pattern]) => pattern.test(rest));
    const found = known?.[0].exec(rest);
    if (!known || !found) throw new NotModelled(`rule ${line}`);
    known[1](found, draft);
    rest = rest.slice(found[0].length).trim();
  }
  const { isIdle, verdict, jump, ...matches } = draft;
  if (isIdle) return [];
  if (jump !== undefined)
    return linesOf(jump, matches, table).flatMap((each) => parseRule(each, table, matches));
  return verdict === undefined ? [] : [{ ...matches, verdict }];
}

/** The lines of a chain that is jumped to: all packets that come to a limit take tokens of one bucket. */
function linesOf(name: string, { limit }: Draft, { chains, entered }: Table): readonly string[] {
  const lines = chains.get(name);
  if (!lines) throw new NotModelled(`jump to ${name}`);
  if (limit) throw new NotModelled(`limit before a jump to ${name}`);
  if (entered.has(name) && lines.some((line) => /\blimit\b/.test(line)))
    throw new NotModelled(`limit in ${name}, where several jumps lead`);
  entered.add(name);
  return lines;
}

function readStates(not: string | undefined, states: Words, draft: Draft) {
  const known = (['new', 'established'] as const).filter(
    (state) => states.includes(state) !== (not !== undefined),
  );
  if (known.length === 0) draft.isIdle = true;
  if (known.length === 1) narrow(draft, 'state', known[0]);
}

function narrow<K extends 'protocol' | 'state'>(draft: Draft, field: K, value: Draft[K]) {
  if ((draft[field] ?? value) !== value) draft.isIdle = true;
  draft[field] = value;
}

function readPorts(draft: Draft, ports: NonNullable<Rule['ports']>) {
  draft.ports =
    draft.ports?.flatMap((one) => ports.flatMap((other) => commonPorts(one, other))) ?? ports;
  if (draft.ports.length === 0) draft.isIdle = true;
}

function commonPorts(one: number | string, other: number | string): (number | string)[] {
  const [a, b] = [parsePorts(one), parsePorts(other)];
  const [first, last] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  if (first === last) return [first];
  return first < last ? [`${first}-${last}`] : [];
}

function readAddresses(draft: Draft, blocks: Words) {
  draft.from =
    draft.from?.flatMap((one) => blocks.flatMap((other) => commonBlock(one, other))) ?? blocks;
  if (draft.from.length === 0) draft.isIdle = true;
}

/** Two blocks have nothing in common, or one is in the other. */
function commonBlock(one: string, other: string): string[] {
  const bitsOf = (block: string) => Number(block.split('/')[1] ?? 32);
  const [inner, outer] = bitsOf(one) < bitsOf(other) ? [other, one] : [one, other];
  if (!isBlock(inner) || !isBlock(outer)) throw new NotModelled(`ip saddr ${one} and ${other}`);
  return parseBlock(outer)(parseAddress(inner.split('/')[0] ?? '')) ? [inner] : [];
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
  const [first, last] = parsePorts(toPorts(text));
  return [...(first > 0 ? [`0-${first - 1}`] : []), ...(last < 65535 ? [`${last + 1}-65535`] : [])];
}
