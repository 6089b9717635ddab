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

/**
 * The link's own port, or the one of its target's `address`; else 443 inside TLS, or the usual one of what is at its end.
 * None for ICMP.
 */
export function portOf(run: Run, link: Link): number | undefined {
  if (link.protocol === 'icmp') return undefined;
  const target = run.components.find(({ id }) => id === link.to);
  const port = link.port ?? portOfAddress(target?.address);
  if (port !== undefined) return port;
  if (link.tls) return httpsPort;
  if (target && isPassed(target)) {
    const onward = run.links.find(({ from }) => from === target.id);
    if (onward) return portOf(run, onward);
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
