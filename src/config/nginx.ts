/**
 * The nginx.conf that does what a load balancer of a run does. nginx 1.22:
 * https://nginx.org/en/docs/http/ngx_http_upstream_module.html and ngx_http_proxy_module.html
 */
import { serverAddress } from '#sim/addresses.ts';
import type { Run } from '#sim/run.ts';
import { resolveSettings, type Settings } from '#sim/settings.ts';
import { siteName } from '#sim/tls/certificate.ts';
import { encryptionOf } from '#sim/tls/encryption.ts';
import { nginxAsSet } from '#sim/tls/mode-tcp.ts';
import { indent, line, time, when, type ConfigLine } from './line.ts';
import { balancersWith, type ConfigWriter } from './writer.ts';

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

/** Bytes that are passed on have no request and know only the client's address. */
const streamMethods = {
  'smooth-wrr': '',
  ip_hash: 'hash $remote_addr',
  hash: '',
  'hash-consistent': '',
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
  const settings = nginxAsSet(resolveSettings('nginx', balancer.settings));
  const isStream = settings.tls === 'passthrough';
  const encrypted = encryptionOf(run);
  const parameter = (name: keyof typeof settings) => `${balancerId}.${name}`;
  const links = run.links.filter(({ from }) => from === balancerId);
  const isTls = (link: Run['links'][number]) => encrypted[run.links.indexOf(link)] ?? false;
  const isEncrypted = run.links.some((link) => link.to === balancerId && isTls(link));
  const encryptsOnward = links.some(isTls);

  const verified = [
    line('proxy_ssl_verify on;'),
    line(`proxy_ssl_trusted_certificate ${files.authority};`),
  ];
  const method = isStream ? streamMethods[settings.balance] : methods[settings.balance];
  const upstream = links.map((link, position) => {
    const { to } = link;
    const target = run.components.find(({ id }) => id === to);
    const server = resolveSettings('web', target?.settings);
    const words = ['server', serverAddress(target, position, isTls(link))];
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
    ...when(encryptsOnward, ...(settings.tls === 'as-linked' ? verified : verifiedAsSet())),
    ...when(
      settings.x_forwarded_for,
      line(
        'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
        parameter('x_forwarded_for'),
      ),
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
        line('listen 443 ssl;', parameter('tls')),
        line(`ssl_certificate ${files.certificate};`, parameter('tls')),
        line(`ssl_certificate_key ${files.key};`, parameter('tls')),
        ...when(
          settings.ssl_min_ver === 'TLSv1.3',
          line('ssl_protocols TLSv1.3;', parameter('ssl_min_ver')),
        ),
      ]
    : [line('listen 80;', parameter('tls'))];

  const processes = when(
    settings.worker_processes > 0,
    line(`worker_processes ${settings.worker_processes};`, parameter('worker_processes')),
  );
  if (isStream) return [...processes, ...streamConfig()];
  return [
    ...processes,
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

  function verifiedAsSet(): readonly ConfigLine[] {
    const { proxy_ssl_verify, proxy_ssl_session_reuse } = settings;
    return [
      ...(proxy_ssl_verify ? verified : [line('proxy_ssl_verify off;')]).map(({ text }) =>
        line(text, parameter('proxy_ssl_verify')),
      ),
      line('proxy_ssl_server_name on;', parameter('tls')),
      line(`proxy_ssl_name ${siteName};`, parameter('tls')),
      ...when(
        !proxy_ssl_session_reuse,
        line('proxy_ssl_session_reuse off;', parameter('proxy_ssl_session_reuse')),
      ),
    ];
  }

  /** https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html */
  function streamConfig(): readonly ConfigLine[] {
    return [
      // On Debian, stream is a module of its own.
      line('include /etc/nginx/modules-enabled/*.conf;', parameter('tls')),
      line('events {}'),
      line(''),
      line('stream {', parameter('tls')),
      ...indent([
        line('upstream servers {'),
        ...indent([
          line('zone servers 64k;'),
          ...when(method !== '', line(`${method};`, parameter('balance'))),
          ...upstream,
        ]),
        line('}'),
        line(''),
        line('server {'),
        ...indent([
          line('listen 443;', parameter('tls')),
          line('proxy_pass servers;'),
          ...when(settings.proxy_protocol, line('proxy_protocol on;', parameter('proxy_protocol'))),
          line(
            `proxy_connect_timeout ${time(settings.proxy_connect_timeout_ms)};`,
            parameter('proxy_connect_timeout_ms'),
          ),
          line(
            `proxy_timeout ${time(settings.proxy_read_timeout_ms)};`,
            parameter('proxy_read_timeout_ms'),
          ),
          ...when(
            tries !== 0,
            line(`proxy_next_upstream_tries ${tries};`, parameter('proxy_next_upstream_tries')),
          ),
        ]),
        line('}'),
      ]),
      line('}'),
    ];
  }
}

export const writers: readonly ConfigWriter[] = [
  {
    file: 'nginx.conf',
    owners: balancersWith('nginx'),
    write: nginxConfig,
  },
];
