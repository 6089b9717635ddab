/** The addresses of servers, as a load balancer's configuration names them. */
import type { Component } from './run.ts';

/**
 * `address:port` of the load balancer's server at `position`, from 0. Where none is given, one for documentation
 * (RFC 5737), in order from .11 on.
 */
export function serverAddress(
  server: Pick<Component, 'address'> | undefined,
  position: number,
  tls = false,
): string {
  return server?.address ?? `192.0.2.${11 + position}:${tls ? 443 : 80}`;
}

/** An IPv4 address in its usual form. */
export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
