/**
 * What is left of a load balancer's settings where it passes bytes on and sees no request: HAProxy 2.6 falls back to round
 * robin where the algorithm needs HTTP, and knows no cookies (configuration manual, section 4.1, `mode`).
 */
import type { Settings } from '../settings.ts';

export function haproxyAsSet(settings: Settings<'haproxy'>): Settings<'haproxy'> {
  if (settings.tls !== 'passthrough') return settings;
  const balance = settings.balance === 'uri' ? 'roundrobin' : settings.balance;
  return { ...settings, balance, cookie: 'none', forwardfor: false };
}

/** nginx's `stream` has no request to hash, no `ip_hash` (`hash $remote_addr` does it) and no status to look at. */
export function nginxAsSet(settings: Settings<'nginx'>): Settings<'nginx'> {
  if (settings.tls !== 'passthrough') return settings;
  const hashesRequest = settings.balance === 'hash' || settings.balance === 'hash-consistent';
  return {
    ...settings,
    balance: hashesRequest ? 'smooth-wrr' : settings.balance,
    x_forwarded_for: false,
    proxy_next_upstream_http_500: false,
    proxy_next_upstream_http_502: false,
    proxy_next_upstream_http_503: false,
    proxy_next_upstream_http_504: false,
  };
}
