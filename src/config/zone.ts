/**
 * The zone files of a run's name servers, in the form that BIND reads (RFC 1035, section 5):
 * https://bind9.readthedocs.io/en/v9.18.0/chapter3.html
 */
import type { DnsRecord } from '#sim/dns/records.ts';
import type { Run } from '#sim/run.ts';
import { resolveSettings } from '#sim/settings.ts';
import { line, type ConfigLine } from './line.ts';
import type { ConfigWriter } from './writer.ts';

/** @throws Error when the run has no such component. */
export function zoneFile(run: Run, id: string): readonly ConfigLine[] {
  const server = run.components.find((component) => component.id === id);
  if (!server) throw new Error(`There is no component “${id}”.`);
  const { records = [] } = server;
  const zone = zoneOf(records);
  const negativeTtlS = resolveSettings('dns', server.settings).negative_ttl_s;
  const width = Math.max(...records.map(({ name }) => relative(name, zone).length), 1);
  const row = (name: string, ...rest: readonly (string | number)[]) =>
    [name.padEnd(width), ...rest].join(' ');
  return [
    line(`$ORIGIN ${zone}.`),
    line(`$TTL ${usualTtlS}`),
    // Serial number, and when secondary servers refresh, retry and give up; the last is the negative TTL.
    line(
      row('@', 'IN', 'SOA', 'ns1', 'hostmaster', '(', 1, 3600, 600, 604_800, negativeTtlS, ')'),
      `${id}.negative_ttl_s`,
    ),
    line(row('@', 'IN', 'NS', 'ns1')),
    ...(records.some(({ name }) => name === `ns1.${zone}`)
      ? []
      : [line(row('ns1', 'IN', 'A', nameServerAddress))]),
    ...records.map(({ name, type, value, ttl_s }) =>
      line(
        row(relative(name, zone), ttl_s, 'IN', type, type === 'A' ? value : relative(value, zone)),
      ),
    ),
  ];
}

export const writers: readonly ConfigWriter[] = [
  {
    file: 'db.foobar.com',
    owners: ({ components }) => components.filter(({ kind }) => kind === 'dns').map(({ id }) => id),
    write: zoneFile,
  },
];

const usualTtlS = 300;

/** For documentation (RFC 5737): the engine asks a name server without an address of its own. */
const nameServerAddress = '192.0.2.53';

/** The longest domain that all names are in, of two labels at least: foobar.com of www.foobar.com and api.foobar.com. */
export function zoneOf(records: readonly DnsRecord[]): string {
  const [first = ['foobar', 'com'], ...others] = records.map(({ name }) => name.split('.'));
  const most = Math.max(2, first.length - 1);
  for (let labels = most; labels > 2; labels--) {
    const zone = first.slice(-labels).join('.');
    if (others.every((each) => each.length > labels && each.slice(-labels).join('.') === zone))
      return zone;
  }
  return first.slice(-2).join('.');
}

function relative(name: string, zone: string): string {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : `${name}.`;
}
