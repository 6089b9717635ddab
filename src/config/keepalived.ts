/**
 * The keepalived.conf of a load balancer that shares virtual addresses with others, for keepalived 2.2.
 * https://www.keepalived.org/manpage.html
 */
import type { Component, Run } from '#sim/run.ts';
import { resolveSettings } from '#sim/settings.ts';
import { instanceOf } from '#sim/vrrp/instance.ts';
import { indent, line, when, type ConfigLine } from './line.ts';
import type { ConfigWriter } from './writer.ts';

/** For documentation (RFC 5737), one for each virtual address, from .10 on. */
const usualAddress = (position: number): string => `203.0.113.${10 + position}`;

const usualInterface = 'eth0';

/** @throws Error when the run has no such component. */
export function keepalivedConfig(
  run: Run,
  balancerId: string,
  networkInterface = usualInterface,
): readonly ConfigLine[] {
  const balancer = run.components.find(({ id }) => id === balancerId);
  if (!balancer) throw new Error(`There is no component “${balancerId}”.`);
  const own =
    balancer.software === 'nginx'
      ? resolveSettings('nginx', balancer.settings)
      : resolveSettings('haproxy', balancer.settings);
  const addresses = run.components.filter(({ kind }) => kind === 'virtual-address');
  const shared = addresses.filter(({ id }) =>
    run.links.some(({ from, to }) => from === id && to === balancerId),
  );
  const [first] = shared;
  const { garp_master_delay_ms: garpMs } = resolveSettings('virtual-address', first?.settings);

  return [
    line('global_defs {'),
    ...indent([
      line('vrrp_version 2'),
      line(
        `vrrp_garp_master_delay ${Math.round(garpMs / 1000)}`,
        `${first?.id ?? ''}.garp_master_delay_ms`,
      ),
    ]),
    line('}'),
    ...shared.flatMap((address) => [line(''), ...instance(address, addresses.indexOf(address))]),
  ];

  function instance({ id, address, settings }: Component, position: number): ConfigLine[] {
    const resolved = resolveSettings('virtual-address', settings);
    const { priority, advertUs, preempts, preemptDelayUs } = instanceOf(resolved, own);
    const [ip = usualAddress(position)] = address?.split(':') ?? [];
    const parameter = (name: keyof typeof resolved) => `${id}.${name}`;
    return [
      line(`vrrp_instance ${id.toUpperCase().replaceAll('-', '_')} {`),
      ...indent([
        line(`state ${own.vrrp_state}`, `${balancerId}.vrrp_state`),
        line(`interface ${networkInterface}`),
        line(`virtual_router_id ${51 + position}`),
        line(`priority ${priority}`, `${balancerId}.vrrp_priority`),
        line(`advert_int ${advertUs / 1_000_000}`, parameter('advert_int_ms')),
        ...when(!preempts, line('nopreempt', parameter('preempt'))),
        ...when(
          preemptDelayUs > 0,
          line(`preempt_delay ${preemptDelayUs / 1_000_000}`, parameter('preempt_delay_ms')),
        ),
        line('virtual_ipaddress {'),
        ...indent([line(`${ip}/24`)]),
        line('}'),
      ]),
      line('}'),
    ];
  }
}

export const writers: readonly ConfigWriter[] = [
  {
    file: 'keepalived.conf',
    owners: ({ components, links }) =>
      components
        .filter(
          ({ id, kind }) =>
            kind === 'load-balancer' &&
            links.some(
              ({ from, to }) =>
                to === id &&
                components.find((each) => each.id === from)?.kind === 'virtual-address',
            ),
        )
        .map(({ id }) => id),
    write: keepalivedConfig,
  },
];
