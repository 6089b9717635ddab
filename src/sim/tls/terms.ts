/** What a component's settings say of the TLS connections that it opens or takes. */
import { programOf, type Component } from '../run.ts';
import { resolveSettings, type Settings } from '../settings.ts';
import type { KeyType } from './cost.ts';
import type { Handshake, TlsVersion } from './round.ts';

/** What a client's settings make of its handshakes. */
export function handshakeOf(settings: Settings<'client'>): Handshake {
  const version: TlsVersion = settings.tls_version;
  return {
    version,
    resumed: settings.resume,
    helloRetry: version === '1.3' && settings.hello_retry,
  };
}

export interface End {
  readonly keyType: KeyType;
  /** The oldest version that it takes. */
  readonly minVersion: TlsVersion;
}

/** How the component ends TLS. */
export function endOf(component: Component): End {
  const program = programOf(component);
  const ends = program === 'haproxy' || program === 'nginx' || program === 'web';
  const { tls_key: keyType, ssl_min_ver: oldest } = resolveSettings(
    ends ? program : 'web',
    ends ? component.settings : {},
  );
  return { keyType, minVersion: oldest === 'TLSv1.3' ? '1.3' : '1.2' };
}

/** Cores that compute handshakes: the load balancer's threads or processes, or what the host has; 0 for any number. */
export function coresOf(component: Component, hostCores = 0): number {
  const program = programOf(component);
  const own =
    program === 'haproxy'
      ? resolveSettings('haproxy', component.settings).nbthread
      : program === 'nginx'
        ? resolveSettings('nginx', component.settings).worker_processes
        : 0;
  return own === 0 ? hostCores : own;
}
