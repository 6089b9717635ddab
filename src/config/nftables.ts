/**
 * The nftables.conf of a host or of a firewall of a run. nftables 1.0:
 * https://www.netfilter.org/projects/nftables/manpage.html
 */
import { isBlock } from '#sim/firewall/sources.ts';
import { parsePorts } from '#sim/firewall/ports.ts';
import type { Chain, Limit, Rule } from '#sim/firewall/rules.ts';
import { ownersOf, rulesetOf } from '#sim/firewall/rulesets.ts';
import type { Component, Run } from '#sim/run.ts';
import { indent, line, type ConfigLine } from './line.ts';
import { addressOf } from './machine-address.ts';
import type { ConfigWriter } from './writer.ts';

/**
 * @param ruleset Which of the owner's; the one that it has at the start when not given.
 * @throws Error when nothing with this id has a firewall, or it has no such ruleset.
 */
export function nftablesConfig(
  run: Run,
  ownerId: string,
  ruleset = 'filter',
): readonly ConfigLine[] {
  const owner = ownersOf(run).find(({ id }) => id === ownerId);
  const chains = owner && rulesetOf(owner, ruleset)?.chains;
  if (!chains) throw new Error(`“${ownerId}” has no ruleset “${ruleset}”.`);
  const isHost = run.hosts.some(({ id }) => id === ownerId);
  return [
    line('#!/usr/sbin/nft -f'),
    line('flush ruleset'),
    line(''),
    line('table inet filter {'),
    ...chains.flatMap((chain, index) => [
      ...(index > 0 ? [line('')] : []),
      ...indent(chainLines(run, chain, index, isHost)),
    ]),
    line('}'),
  ];
}

export const writers: readonly ConfigWriter[] = [
  {
    file: 'nftables.conf',
    owners: (run) => ownersOf(run).map(({ id }) => id),
    write: (run, owner) => nftablesConfig(run, owner),
    others: (run, owner) =>
      Object.keys(ownersOf(run).find(({ id }) => id === owner)?.rulesets ?? {}).map(fileOf),
    writeOther: (run, owner, file) => nftablesConfig(run, owner, rulesetIn(file)),
  },
];

/** The rulesets that `nft -f` loads later. */
const extension = '.nft';
const fileOf = (ruleset: string): string => `${ruleset}${extension}`;
const rulesetIn = (file: string): string => file.slice(0, -extension.length);

/** From one chain to the next of the same hook. */
const priorityStep = 10;

function chainLines(run: Run, { policy, rules }: Chain, index: number, isHost: boolean) {
  const hook = isHost ? 'input' : 'forward';
  const name = index === 0 ? hook : `${hook}-${index + 1}`;
  const priority = index === 0 ? 'filter' : `filter + ${index * priorityStep}`;
  return [
    line(`chain ${name} {`),
    ...indent([
      line(`type filter hook ${hook} priority ${priority}; policy ${policy};`),
      // What the machine says to itself comes this way too.
      ...(isHost ? [line('iif "lo" accept')] : []),
      ...rules.map((rule) => line(ruleText(run, rule))),
    ]),
    line('}'),
  ];
}

function ruleText(run: Run, rule: Rule): string {
  const {
    verdict,
    reject_with: how,
    ports,
    protocol,
    from,
    not_from: notFrom,
    state,
    limit,
  } = rule;
  const isReset = verdict === 'reject' && how === 'tcp-reset';
  const layer = protocol ?? (isReset ? 'tcp' : undefined);
  const parts = [
    state && `ct state ${state === 'established' ? 'established,related' : state}`,
    from && `ip saddr ${addressSet(run, from)}`,
    notFrom && `ip saddr != ${addressSet(run, notFrom)}`,
    ports ? `${layer ?? 'tcp'} dport ${portSet(ports)}` : layer && `meta l4proto ${layer}`,
    limit && limitText(limit),
    'counter',
    verdict,
    isReset && 'with tcp reset',
    comment(run, [...(from ?? []), ...(notFrom ?? [])]),
  ];
  return parts.filter(Boolean).join(' ');
}

function limitText({ per_second, per_minute, per_hour, burst, over }: Limit): string {
  const rate =
    per_hour !== undefined
      ? `${per_hour}/hour`
      : per_minute !== undefined
        ? `${per_minute}/minute`
        : `${per_second ?? 1}/second`;
  return `limit rate ${over ? 'over ' : ''}${rate}${burst === undefined ? '' : ` burst ${burst} packets`}`;
}

/** nft takes no ranges in a set that overlap. */
function portSet(ports: NonNullable<Rule['ports']>): string {
  const merged: [first: number, last: number][] = [];
  for (const [first, last] of ports.map(parsePorts).sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return setOf(merged.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)));
}

interface Block {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** Blocks are as they are or one within the other, so that those within another need not be said. */
function addressSet(run: Run, sources: readonly string[]): string {
  const blocks = sources.flatMap((source) => addressesOf(run, source)).map(toBlock);
  const widest = blocks.filter(
    (block, index) =>
      !blocks.some(
        (other, place) =>
          other.first <= block.first &&
          block.last <= other.last &&
          (place < index || other.first < block.first || block.last < other.last),
      ),
  );
  return setOf(widest.map(({ text }) => text));
}

function toBlock(text: string): Block {
  const [address = '', bits = '32'] = text.split('/');
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(number / size) * size;
  return { text, first, last: first + size - 1 };
}

/** A rule that names a component or a host means its addresses. */
function addressesOf(run: Run, source: string): readonly string[] {
  if (isBlock(source)) return [source];
  const members = run.components.filter(({ id, host }) => id === source || host === source);
  return [...new Set(members.flatMap((member) => sendersOf(run, member)))];
}

function sendersOf(run: Run, component: Component): readonly string[] {
  if (component.kind !== 'client' || component.address !== undefined) {
    return [addressOf(run, component)];
  }
  return run.workload.clients ?? ['198.51.100.0/24'];
}

/** Who the addresses are, where a rule says it. */
function comment(run: Run, sources: readonly string[]): string {
  const titles = [...run.components, ...run.hosts]
    .filter(({ id }) => sources.includes(id))
    .map(({ title }) => title.replaceAll('"', ''));
  const longest = 100;
  return titles.length === 0 ? '' : `comment "${titles.join(', ').slice(0, longest)}"`;
}

const setOf = (items: readonly string[]): string =>
  items.length === 1 ? (items[0] ?? '') : `{ ${items.join(', ')} }`;
