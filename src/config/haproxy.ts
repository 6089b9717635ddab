/**
 * The haproxy.cfg that does what a load balancer of a run does. HAProxy 2.6 configuration manual:
 * https://docs.haproxy.org/2.6/configuration.html
 */
import { serverAddress } from '#sim/addresses.ts';
import type { Run } from '#sim/run.ts';
import { resolveSettings } from '#sim/settings.ts';
import { siteName } from '#sim/tls/certificate.ts';
import { encryptionOf } from '#sim/tls/encryption.ts';
import { haproxyAsSet } from '#sim/tls/mode-tcp.ts';
import { adminSocket, haproxyCommands } from './haproxy-commands.ts';
import { indent, line, time, when, type ConfigLine } from './line.ts';
import { balancersWith, type ConfigWriter } from './writer.ts';

export interface HaproxyFiles {
  /** A certificate with its private key, for clients. */
  readonly certificate: string;
  /** The certificate authority that has signed the servers' certificates. */
  readonly authority: string;
}

const usualFiles: HaproxyFiles = {
  certificate: '/etc/haproxy/www.foobar.com.pem',
  authority: '/etc/haproxy/ca.pem',
};

/** @throws Error when the run has no such component. */
export function haproxyConfig(
  run: Run,
  balancerId: string,
  files = usualFiles,
): readonly ConfigLine[] {
  const balancer = run.components.find(({ id }) => id === balancerId);
  if (!balancer) throw new Error(`There is no component “${balancerId}”.`);
  const settings = haproxyAsSet(resolveSettings('haproxy', balancer.settings));
  const isTcp = settings.tls === 'passthrough';
  const encrypted = encryptionOf(run);
  const parameter = (name: keyof typeof settings) => `${balancerId}.${name}`;
  const checksAtAll = settings.check !== 'off';
  const keepsCookie = settings.cookie === 'insert';
  const checksOverHttp = settings.check === 'httpchk';
  const isEncrypted = run.links.some(({ to }, link) => to === balancerId && encrypted[link]);

  const defaults = [
    line(isTcp ? 'mode tcp' : 'mode http', parameter('tls')),
    line('log global'),
    line(isTcp ? 'option tcplog' : 'option httplog', parameter('tls')),
    ...when(!isTcp, line('option http-server-close')),
    ...when(settings.forwardfor, line('option forwardfor', parameter('forwardfor'))),
    line(`retries ${settings.retries}`, parameter('retries')),
    ...when(settings.redispatch, line('option redispatch', parameter('redispatch'))),
    line('timeout client 30s'),
    line(`timeout connect ${time(settings.timeout_connect_ms)}`, parameter('timeout_connect_ms')),
    line(`timeout server ${time(settings.timeout_server_ms)}`, parameter('timeout_server_ms')),
    ...(settings.timeout_queue_ms === null
      ? []
      : [line(`timeout queue ${time(settings.timeout_queue_ms)}`, parameter('timeout_queue_ms'))]),
    ...(checksAtAll && settings.timeout_check_ms !== null
      ? [line(`timeout check ${time(settings.timeout_check_ms)}`, parameter('timeout_check_ms'))]
      : []),
  ];

  const commands = haproxyCommands(run, balancerId, 'servers');
  const socket = line(`stats socket ${adminSocket} mode 660 level admin`);

  const backend = [
    line(
      `balance ${settings.balance === 'random' ? 'random(2)' : settings.balance}`,
      parameter('balance'),
    ),
    ...when(settings.balance === 'source' || settings.balance === 'uri', hashType()),
    ...when(keepsCookie, line('cookie SERVER insert indirect nocache', parameter('cookie'))),
    ...when(settings.allbackups, line('option allbackups', parameter('allbackups'))),
    ...when(checksOverHttp, line('option httpchk GET /health', parameter('check'))),
    ...when(
      checksOverHttp && settings.disable_on_404,
      line('http-check disable-on-404', parameter('disable_on_404')),
    ),
    ...when(checksAtAll, defaultServer()),
    ...servers(),
  ];

  return [
    line('global'),
    ...indent([
      line('log /dev/log local0'),
      ...when(settings.nbthread > 0, line(`nbthread ${settings.nbthread}`, parameter('nbthread'))),
      ...when(commands.length > 0, socket),
    ]),
    line(''),
    line('defaults'),
    ...indent(defaults),
    line(''),
    line('frontend www'),
    ...indent([bind(), line('default_backend servers')]),
    line(''),
    line('backend servers'),
    ...indent(backend),
    ...when(commands.length > 0, line('')),
    ...indent([
      ...when(commands.length > 0, line(`# echo '…' | socat stdio ${adminSocket}`)),
      ...commands,
    ]),
  ];

  function bind(): ConfigLine {
    if (!isEncrypted) return line('bind :80', parameter('tls'));
    if (isTcp) return line('bind :443', parameter('tls'));
    const words = [`bind :443 ssl crt ${files.certificate}`];
    if (settings.tls !== 'as-linked') words.push('alpn h2,http/1.1');
    if (settings.ssl_min_ver !== 'TLSv1.2') words.push(`ssl-min-ver ${settings.ssl_min_ver}`);
    return line(words.join(' '), parameter('tls'), parameter('ssl_min_ver'));
  }

  /** What a `server` line says of TLS towards it. */
  function towards(isTls: boolean): readonly string[] {
    const verified = `verify required ca-file ${files.authority}`;
    if (settings.tls === 'as-linked') return isTls ? [`ssl ${verified}`] : [];
    const verify = settings.verify === 'required' ? verified : 'verify none';
    // A resumed session shows no certificate.
    const fresh = settings.ssl_reuse ? [] : ['no-ssl-reuse'];
    // HAProxy only passes bytes on, but what it asks for itself, its checks, it has to encrypt.
    if (isTcp) return checksOverHttp ? [`check-ssl check-sni ${siteName} ${verify}`, ...fresh] : [];
    if (!isTls) return [];
    // Without a name no name is looked for in the certificate.
    const words = ['ssl', verify];
    words.push(`sni str(${siteName})`);
    // A check sends the name only when it is told to.
    if (checksAtAll) words.push(`check-sni ${siteName}`);
    return [...words, ...fresh];
  }

  function hashType(): ConfigLine {
    const words = ['hash-type', settings.hash_type];
    // A function that is named has no modifier but the one that follows it.
    if (settings.hash_avalanche !== 'auto') words.push('sdbm');
    if (settings.hash_avalanche === 'on') words.push('avalanche');
    return line(words.join(' '), parameter('hash_type'), parameter('hash_avalanche'));
  }

  function defaultServer(): ConfigLine {
    const { inter_ms, fastinter_ms, downinter_ms, fall, rise, on_marked_down } = settings;
    const words = ['default-server', `inter ${time(inter_ms)}`];
    if (fastinter_ms !== null) words.push(`fastinter ${time(fastinter_ms)}`);
    if (downinter_ms !== null) words.push(`downinter ${time(downinter_ms)}`);
    words.push(`fall ${fall}`, `rise ${rise}`);
    if (on_marked_down !== 'none') words.push(`on-marked-down ${on_marked_down}`);
    const names = ['inter_ms', 'fastinter_ms', 'downinter_ms', 'fall', 'rise', 'on_marked_down'];
    return line(words.join(' '), ...names.map((name) => `${balancerId}.${name}`));
  }

  function servers(): ConfigLine[] {
    const links = run.links.filter(({ from }) => from === balancerId);
    return links.map((link, position) => {
      const { to } = link;
      const isTls = encrypted[run.links.indexOf(link)] ?? false;
      const target = run.components.find(({ id }) => id === to);
      const { weight, backup, maxconn, maxqueue, slowstart_ms } = resolveSettings(
        'web',
        target?.settings,
      );
      const words = ['server', to, serverAddress(target, position, isTls), ...towards(isTls)];
      if (settings.send_proxy) words.push('send-proxy');
      if (checksAtAll) words.push('check');
      if (weight !== 1) words.push(`weight ${weight}`);
      if (maxconn !== 0) words.push(`maxconn ${maxconn}`);
      if (maxqueue !== 0) words.push(`maxqueue ${maxqueue}`);
      if (slowstart_ms !== 0) words.push(`slowstart ${time(slowstart_ms)}`);
      if (keepsCookie) words.push(`cookie ${to}`);
      if (backup) words.push('backup');
      const names = ['weight', 'maxconn', 'maxqueue', 'slowstart_ms', 'backup'];
      return line(
        words.join(' '),
        ...shownByServers.map(parameter),
        ...names.map((name) => `${to}.${name}`),
      );
    });
  }
}

/** The load balancer's settings that its `server` lines show. */
const shownByServers = ['check', 'cookie', 'tls', 'verify', 'ssl_reuse', 'send_proxy'] as const;

export const writers: readonly ConfigWriter[] = [
  {
    file: 'haproxy.cfg',
    owners: balancersWith('haproxy'),
    write: haproxyConfig,
  },
];
