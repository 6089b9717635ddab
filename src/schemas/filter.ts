import { z } from 'astro/zod';
import { isBlock } from '#sim/firewall/sources.ts';
import { parsePorts } from '#sim/firewall/ports.ts';
import type { Chain, Limit, Rule } from '#sim/firewall/rules.ts';
import type { Run } from '#sim/run.ts';
import { notAllowed } from './closest.ts';
import { report, type Context } from './cross-check.ts';
import { strict } from './strict.ts';
import { whole } from './values.ts';

const rate = whole(1, 1_000_000).optional();

const limitSchema = strict({
  per_second: rate,
  per_minute: rate,
  per_hour: rate,
  burst: whole(1, 1_000_000).optional(),
  over: z.boolean().optional(),
}).superRefine((limit, context) => {
  const rates = [limit.per_second, limit.per_minute, limit.per_hour];
  if (rates.filter((each) => each !== undefined).length !== 1) {
    report(context, [], 'must have one of per_second, per_minute, per_hour');
  }
}) satisfies z.ZodType<Limit>;

const portsSchema = z.union([whole(0, 65_535), z.string().regex(/^\d+-\d+$/)], {
  error: 'must be a port from 0 to 65535, or a range such as 1-1024',
});

const sources = z.array(z.string()).min(1).optional();

const ruleSchema = strict({
  verdict: z.enum(['accept', 'drop', 'reject']),
  reject_with: z.enum(['icmp', 'tcp-reset']).optional(),
  ports: z.array(portsSchema).min(1).optional(),
  protocol: z.enum(['tcp', 'udp', 'icmp']).optional(),
  from: sources,
  not_from: sources,
  state: z.enum(['new', 'established']).optional(),
  limit: limitSchema.optional(),
}).superRefine(checkRule) satisfies z.ZodType<Rule>;

/** The chains of a firewall. */
export const filterSchema = z
  .array(strict({ policy: z.enum(['accept', 'drop']), rules: z.array(ruleSchema) }))
  .min(1) satisfies z.ZodType<readonly Chain[]>;

export const rulesetsSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), filterSchema);

function checkRule(rule: Rule, context: Context<unknown>) {
  if (rule.reject_with !== undefined && rule.verdict !== 'reject') {
    report(context, ['reject_with'], 'is for the verdict reject');
  }
  if (rule.reject_with === 'tcp-reset' && (rule.protocol ?? 'tcp') !== 'tcp') {
    report(context, ['reject_with'], 'can be tcp-reset for protocol tcp only');
  }
  if (rule.protocol === 'icmp' && rule.ports) {
    report(context, ['ports'], 'are for tcp and udp; icmp has none');
  }
  for (const [index, ports] of (rule.ports ?? []).entries()) {
    const [first, last] = parsePorts(ports);
    if (typeof ports === 'string' && (first > last || last > 65_535)) {
      report(context, ['ports', index], 'must be a range from a lower to a higher port, to 65535');
    }
  }
  for (const key of ['from', 'not_from'] as const) {
    for (const [index, source] of (rule[key] ?? []).entries()) {
      if (/^[\d./]+$/.test(source) && !isSoundBlock(source)) {
        report(context, [key, index], 'must be an IPv4 address, or a block such as 10.0.0.0/8');
      }
    }
  }
}

function isSoundBlock(source: string): boolean {
  const [address = '', bits = '32'] = source.split('/');
  return (
    isBlock(source) && Number(bits) <= 32 && address.split('.').every((each) => Number(each) < 256)
  );
}

/** Rules name addresses, components and hosts that there are; only firewalls and hosts have rules. */
export function checkFilters(run: Run, context: Context<unknown>): void {
  const ids = [...run.components, ...run.hosts].map(({ id }) => id);
  const owners = [
    ...run.components.map((component, index) => ({ ...component, path: ['components', index] })),
    ...run.hosts.map((host, index) => ({ ...host, kind: 'host', path: ['hosts', index] })),
  ];
  for (const { kind, filter, rulesets, path } of owners) {
    if (filter && kind !== 'firewall' && kind !== 'host') {
      report(context, [...path, 'filter'], 'is for components of kind firewall, and for hosts');
    }
    if (rulesets && !filter) {
      report(context, [...path, 'rulesets'], 'are what can replace a filter; there is none');
    }
    const all = [
      { chains: filter ?? [], at: [...path, 'filter'] },
      ...Object.entries(rulesets ?? {}).map(([name, chains]) => ({
        chains,
        at: [...path, 'rulesets', name],
      })),
    ];
    for (const { chains, at } of all) checkSources(chains, ids, at, context);
  }
  for (const [index, { component, action, value }] of run.events.entries()) {
    if (action !== 'rules') continue;
    const owner = owners.find(({ id }) => id === component);
    const names = ['filter', ...Object.keys(owner?.rulesets ?? {})];
    if (!owner?.filter) {
      report(
        context,
        ['events', index, 'component'],
        'of rules must be a firewall or a host with a filter',
      );
    } else if (!names.includes(String(value))) {
      report(context, ['events', index, 'value'], notAllowed('ruleset', String(value), names));
    }
  }
}

function checkSources(
  chains: readonly Chain[],
  ids: readonly string[],
  path: readonly (string | number)[],
  context: Context<unknown>,
) {
  for (const [chain, { rules }] of chains.entries()) {
    for (const [index, rule] of rules.entries()) {
      for (const key of ['from', 'not_from'] as const) {
        for (const [place, source] of (rule[key] ?? []).entries()) {
          if (/^[\d./]+$/.test(source) || ids.includes(source)) continue;
          const at = [...path, chain, 'rules', index, key, place];
          report(context, at, notAllowed('address, component or host', source, ids));
        }
      }
    }
  }
}
