/**
 * The nginx.conf that does what a load balancer of a run does. nginx 1.22:
 * https://nginx.org/en/docs/http/ngx_http_upstream_module.html and ngx_http_proxy_module.html
 */
import { serverAddress } from '#sim/addresses.ts';
import type { Run } from '#sim/run.ts';
import { resolveSettings, type Settings } from '#sim/settings.ts';
import { indent, line, time, when, type ConfigLine } from './line.ts';
import type { ConfigWriter } from './writer.ts';

export interface NginxFiles {
  /** A certificate for clients, and its private key. */
  readonly certificate: string;
  readonly key: string;
  /** The certificate authority that has signed the servers' certificates. */
  readonly authority: string;
}

const usualFiles: NginxFiles = {
  certificate: '/etc/nginx/www.foobar.com.pem',
  key: '/etc/nginx/www.foobar.com.key',
  authority: '/etc/nginx/ca.pem',
};

/** What each method is written as; turns are nginx's own way. */
const methods = {
  'smooth-wrr': '',
  ip_hash: 'ip_hash',
  hash: 'hash $request_uri',
  'hash-consistent': 'hash $request_uri consistent',
} as const satisfies Record<Settings<'nginx'>['balance'], string>;

const nextUpstreamWords = [
  'error',
  'timeout',
  'http_500',
  'http_502',
  'http_503',
  'http_504',
] as const;

/** What nginx does when the directive is not there. */
const usualNextUpstream = 'error timeout';

/** @throws Error when the run has no such component. */
export function nginxConfig(
  run: Run,
  balancerId: string,
  files = usualFiles,
): readonly ConfigLine[] {
  const balancer = run.components.find(({ id }) => id === balancerId);
  if (!balancer) throw new Error(`There is no component “${balancerId}”.`);
  const settings = resolveSettings('nginx', balancer.settings);
  const parameter = (name: keyof typeof settings) => `${balancerId}.${name}`;
  const links = run.links.filter(({ from }) => from === balancerId);
  const isEncrypted = run.links.some(({ to, tls }) => to === balancerId && tls);
  const encryptsOnward = links.some(({ tls }) => tls);

  const method = methods[settings.balance];
  const upstream = links.map(({ to, tls }, position) => {
    const target = run.components.find(({ id }) => id === to);
    const server = resolveSettings('web', target?.settings);
    const words = ['server', serverAddress(target, position, tls)];
    if (server.weight !== 1) words.push(`weight=${server.weight}`);
    words.push(`max_fails=${server.max_fails}`);
    // nginx counts this time in whole seconds.
    words.push(`fail_timeout=${Math.floor(server.fail_timeout_ms / 1000)}s`);
    // A method that hashes knows no backups.
    if (server.backup && method === '') words.push('backup');
    const names = ['weight', 'max_fails', 'fail_timeout_ms', 'backup'];
    return line(
      `${words.join(' ')};`,
      parameter('balance'),
      ...names.map((name) => `${to}.${name}`),
    );
  });

  const words = nextUpstreamWords.filter((word) => settings[`proxy_next_upstream_${word}`]);
  const tries = settings.proxy_next_upstream_tries;
  const proxy = [
    line(`proxy_pass ${encryptsOnward ? 'https' : 'http'}://servers;`),
    ...when(
      encryptsOnward,
      line('proxy_ssl_verify on;'),
      line(`proxy_ssl_trusted_certificate ${files.authority};`),
    ),
    line(
      `proxy_connect_timeout ${time(settings.proxy_connect_timeout_ms)};`,
      parameter('proxy_connect_timeout_ms'),
    ),
    line(
      `proxy_read_timeout ${time(settings.proxy_read_timeout_ms)};`,
      parameter('proxy_read_timeout_ms'),
    ),
    ...when(
      words.join(' ') !== usualNextUpstream,
      line(
        `proxy_next_upstream ${words.join(' ') || 'off'};`,
        ...nextUpstreamWords.map((word) => parameter(`proxy_next_upstream_${word}`)),
      ),
    ),
    ...when(
      tries !== 0,
      line(`proxy_next_upstream_tries ${tries};`, parameter('proxy_next_upstream_tries')),
    ),
  ];

  const listen = isEncrypted
    ? [
        line('listen 443 ssl;'),
        line(`ssl_certificate ${files.certificate};`),
        line(`ssl_certificate_key ${files.key};`),
      ]
    : [line('listen 80;')];

  return [
    line('events {}'),
    line(''),
    line('http {'),
    ...indent([
      line('upstream servers {'),
      // One turn for all workers, as in the figure, and not one for each.
      ...indent([
        line('zone servers 64k;'),
        ...when(method !== '', line(`${method};`, parameter('balance'))),
        ...upstream,
      ]),
      line('}'),
      line(''),
      line('server {'),
      ...indent([...listen, line(''), line('location / {'), ...indent(proxy), line('}')]),
      line('}'),
    ]),
    line('}'),
  ];
}

export const nginxWriter: ConfigWriter = {
  file: 'nginx.conf',
  owners: ({ components }) =>
    components
      .filter(({ kind, software }) => kind === 'load-balancer' && software === 'nginx')
      .map(({ id }) => id),
  write: nginxConfig,
};
