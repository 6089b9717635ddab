/** The IPv4 addresses of the machines of a run, for configurations that must name one. */
import type { Component, Run } from '#sim/run.ts';

/** The address that the run gives to the component, or to another on its host; one for documentation (RFC 5737) else. */
export function addressOf({ components, hosts }: Run, component: Component): string {
  const given = [
    component,
    ...components.filter(({ host }) => host !== undefined && host === component.host),
  ]
    .map(({ address }) => address?.split(':')[0])
    .find((address) => address !== undefined && /^[\d.]+$/.test(address));
  if (given !== undefined) return given;
  const host = hosts.findIndex(({ id }) => id === component.host);
  const place = host < 0 ? hosts.length + components.indexOf(component) : host;
  return `192.0.2.${101 + (place % 100)}`;
}
