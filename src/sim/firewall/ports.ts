/** Which port, of which protocol, the packets of a link are for. */
import type { Component, ComponentKind, Link, Run } from '../run.ts';
import type { Protocol } from './rules.ts';

/** Components that connections pass on their way: they end at another one. */
const passed: ReadonlySet<ComponentKind> = new Set(['firewall', 'virtual-address']);

export const isPassed = ({ kind }: Pick<Component, 'kind'>): boolean => passed.has(kind);

/** Where answers go: a port in the range from which Linux takes those of its own connections (`ip_local_port_range`). */
export const ephemeralPort = 40_000;

const usualPorts: Partial<Record<ComponentKind, number>> = { database: 3306, dns: 53 };
const httpPort = 80;
const httpsPort = 443;

export function protocolOf({ protocol, carries }: Link): Protocol {
  return protocol ?? (carries === 'queries' ? 'udp' : 'tcp');
}

/** Whether the link ends at the component `to`, or at something that connections pass on their way to it. */
export function leadsTo(run: Run, link: Link, to: string | undefined): boolean {
  if (link.to === to) return true;
  const end = run.components.find(({ id }) => id === link.to);
  if (!end || !isPassed(end)) return false;
  return run.links.some((next) => next.from === link.to && leadsTo(run, next, to));
}

/**
 * The link's own port, or the one of its target's `address`; else 443 inside TLS, or the usual one of what is at its end.
 * None for ICMP.
 * @param to Where what goes along the link is for in the end, when it may be for several.
 */
export function portOf(run: Run, link: Link, to?: string): number | undefined {
  if (link.protocol === 'icmp') return undefined;
  const target = run.components.find(({ id }) => id === link.to);
  const port = link.port ?? portOfAddress(target?.address);
  if (port !== undefined) return port;
  if (link.tls) return httpsPort;
  if (target && isPassed(target)) {
    const ways = run.links.filter(({ from }) => from === target.id);
    const onward = ways.find((way) => leadsTo(run, way, to)) ?? ways[0];
    if (onward) return portOf(run, onward, to);
  }
  return usualPorts[target?.kind ?? 'web'] ?? httpPort;
}

function portOfAddress(address: string | undefined): number | undefined {
  const port = Number(address?.split(':')[1]);
  return Number.isInteger(port) ? port : undefined;
}

/** First and last port of `443` or '1-1024'. */
export function parsePorts(ports: number | string): readonly [first: number, last: number] {
  const [first = 0, last = first] = String(ports).split('-').map(Number);
  return [first, last];
}
