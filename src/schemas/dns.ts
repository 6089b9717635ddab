import { z } from 'astro/zod';
import { parseChange, type DnsRecord } from '#sim/dns/records.ts';
import type { Run } from '#sim/run.ts';
import { report, type Context } from './cross-check.ts';
import { strict } from './strict.ts';
import { whole } from './values.ts';

export const hostNameSchema = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, {
    error: 'must be a host name, such as www.foobar.com',
  });

const ttl = whole(0, 604_800);
const address = z.ipv4({ error: 'of an A record must be an IPv4 address, such as 203.0.113.10' });

const recordSchema = z.discriminatedUnion(
  'type',
  [
    strict({ name: hostNameSchema, type: z.literal('A'), value: address, ttl_s: ttl }),
    strict({ name: hostNameSchema, type: z.literal('CNAME'), value: hostNameSchema, ttl_s: ttl }),
  ],
  { error: 'must have a type: one of A, CNAME' },
) satisfies z.ZodType<DnsRecord>;

/** The records of a name server. A name that stands for another has nothing else (RFC 1034, section 3.6.2). */
export const recordsSchema = z.array(recordSchema).superRefine((records, context) => {
  for (const [index, { name, type }] of records.entries()) {
    if (
      type === 'CNAME' &&
      records.some((other, place) => place !== index && other.name === name)
    ) {
      report(context, [index], `“${name}” has a CNAME and must have no other record`);
    }
  }
});

/** Only name servers have records, and whoever has links to several sites must be able to tell them apart. */
export function checkNames(run: Run, context: Context<unknown>): void {
  const { components, links, events } = run;
  for (const [index, { id, kind, records }] of components.entries()) {
    if (records && kind !== 'dns') {
      report(context, ['components', index, 'records'], 'are for components of kind dns');
    }
    if (kind === 'dns' && !records) {
      report(context, ['components', index], `the name server “${id}” needs records`);
    }
  }
  const asking = links.filter(({ carries }) => carries === 'queries').map(({ from }) => from);
  for (const [index, link] of links.entries()) {
    const target = components.find(({ id }) => id === link.to);
    const isRequests = link.carries === undefined || link.carries === 'requests';
    if (isRequests && asking.includes(link.from) && target && target.address === undefined) {
      report(
        context,
        ['links', index, 'to'],
        `is found by its name, so “${link.to}” needs an address`,
      );
    }
  }
  for (const [index, { component, action, value }] of events.entries()) {
    if (action !== 'record') continue;
    if (components.find(({ id }) => id === component)?.kind !== 'dns') {
      report(context, ['events', index, 'component'], 'of a record must be a name server');
    }
    if (!parseChange(String(value ?? ''))) {
      report(
        context,
        ['events', index, 'value'],
        'must be a record, such as www.foobar.com 60 A 203.0.113.20, or delete www.foobar.com',
      );
    }
  }
}
