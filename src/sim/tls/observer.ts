/**
 * What somebody reads who listens on a link, and what a load balancer can still do: from the settings alone. An observer
 * listens and does not interfere. TLS 1.2 sends certificates in the clear, TLS 1.3 does not (RFC 8446, section 4.4.2); the
 * server's name is in the ClientHello of both (RFC 6066) unless Encrypted Client Hello is used (RFC 9849).
 */
import { programOf, type Component, type Run } from '../run.ts';
import { resolveSettings } from '../settings.ts';
import {
  connectionEnd,
  encryptionOf,
  isTransparent,
  tlsEnd,
  tlsModeOf,
  type TlsMode,
} from './encryption.ts';
import {
  answerWording,
  headOf,
  lengthOf,
  requestWording,
  type Message,
  type Wording,
} from './message.ts';
import type { Handshake, TlsVersion } from './round.ts';
import { handshakeBytes, recordsOf } from './sizes.ts';
import { endOf, handshakeOf } from './terms.ts';

/** What there is to be read on a link. The names are permanent. */
export const secrets = [
  'addresses',
  'server-name',
  'certificate',
  'request-line',
  'headers',
  'cookie',
  'body',
] as const;
export type Secret = (typeof secrets)[number];

export interface Observation {
  /** The ends of the connection that the link is part of: those who send and who take its bytes. */
  readonly from: Component;
  readonly to: Component;
  /** The version of TLS; none in plaintext. */
  readonly version?: TlsVersion;
  readonly reads: Readonly<Record<Secret, boolean>>;
  /** The client's address in the clear: its own packets, or the PROXY line. */
  readonly clientShown: boolean;
  /** The line in front of everything else that names the client (PROXY protocol, version 1), when there is one. */
  readonly proxyLine?: string;
  /** The request as it is on this link, before it is encrypted. */
  readonly request: Wording;
  /** Of request and answer: as HTTP makes them, as they are on the wire, and what the handshake adds once. */
  readonly bytes: { readonly plain: number; readonly wire: number; readonly handshake: number };
  /** Who can decrypt: the ends of TLS on this link. */
  readonly keys: readonly Component[];
}

/**
 * Listens on the link with this index while `message`, and its answer, pass.
 * @param server The id of the server that the load balancer chose.
 */
export function observe(run: Run, link: number, message: Message, server?: string): Observation {
  const isTls = encryptionOf(run)[link] ?? false;
  const from = connectionStart(run, link);
  const to = connectionEnd(run, link);
  const balancer = from.kind === 'load-balancer' ? from : undefined;
  const mode = balancer && tlsModeOf(balancer);
  const tells = balancer && addressTold(balancer);
  const sent = tells === 'header' ? withForwarded(message) : message;
  const proxyLine = tells === 'proxy-line' ? proxyLineOf(message, isTls) : undefined;
  const request = requestWording(sent);
  const handshake = isTls ? handshakeOn(run, balancer, mode) : undefined;
  const end = tlsEnd(run, link, server);
  const opener = mode === 'passthrough' || !balancer ? clientOf(run) : balancer;
  const plain = lengthOf(request) + lengthOf(answerWording);
  const extra = proxyLine === undefined ? 0 : proxyLine.length + 2;
  const certificate = handshake?.version === '1.2' && !handshake.resumed;
  const open = !isTls;
  const added = handshake ? handshakeBytes(handshake, endOf(end).keyType) : { forth: 0, back: 0 };
  return {
    from,
    to,
    ...(handshake && { version: handshake.version }),
    reads: {
      addresses: true,
      'server-name': true,
      certificate,
      'request-line': open,
      headers: open,
      cookie: open,
      body: open,
    },
    clientShown: open
      ? balancer === undefined || tells !== 'nothing'
      : balancer === undefined || proxyLine !== undefined,
    ...(proxyLine !== undefined && { proxyLine }),
    request,
    bytes: {
      plain: plain + extra,
      wire: handshake
        ? extra +
          recordsOf(lengthOf(request), handshake.version) +
          recordsOf(lengthOf(answerWording), handshake.version)
        : plain + extra,
      handshake: added.forth + added.back,
    },
    keys: isTls ? [opener, end] : [],
  };
}

/** What an observer of the link can read as text: the whole request head, or nothing of it. */
export function readableText(observation: Observation): string {
  const head = observation.reads['request-line'] ? headOf(observation.request) : [];
  return [...(observation.proxyLine === undefined ? [] : [observation.proxyLine]), ...head].join(
    '\n',
  );
}

/** What a load balancer can do for requests of which it sees more than bytes. The names are permanent. */
export const abilities = ['route', 'stick', 'header', 'cache', 'error-page', 'log'] as const;

/** Whether the load balancer sees requests; where it passes bytes on it has none of `abilities`. */
export const seesRequests = (balancer: Component): boolean => tlsModeOf(balancer) !== 'passthrough';

/** How a server learns the client's address from the load balancer. */
export function addressTold(balancer: Component): 'nothing' | 'header' | 'proxy-line' {
  const passes = !seesRequests(balancer);
  if (programOf(balancer) === 'nginx') {
    const { x_forwarded_for, proxy_protocol } = resolveSettings('nginx', balancer.settings);
    if (passes) return proxy_protocol ? 'proxy-line' : 'nothing';
    return x_forwarded_for ? 'header' : 'nothing';
  }
  const { forwardfor, send_proxy } = resolveSettings('haproxy', balancer.settings);
  if (send_proxy) return 'proxy-line';
  return forwardfor && !passes ? 'header' : 'nothing';
}

/** Whose certificate a client is shown when it connects over the link; nobody's in plaintext. */
export function certificateShownBy(run: Run, link: number): Component | undefined {
  return encryptionOf(run)[link] ? tlsEnd(run, link) : undefined;
}

function handshakeOn(
  run: Run,
  balancer: Component | undefined,
  mode: TlsMode | undefined,
): Handshake {
  if (balancer && mode !== 'passthrough') {
    return { version: '1.3', resumed: false, helloRetry: false };
  }
  return handshakeOf(resolveSettings('client', clientOf(run).settings));
}

const withForwarded = (message: Message): Message => ({
  ...message,
  fields: [...(message.fields ?? []), ['X-Forwarded-For', message.client]],
});

/** https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt, section 2.1; the port is one of those that clients use. */
const proxyLineOf = ({ client }: Message, isTls: boolean): string =>
  `PROXY TCP4 ${client} 192.0.2.10 51437 ${isTls ? 443 : 80}`;

/** The component that opens the connections that go along the link. */
function connectionStart(run: Run, link: number): Component {
  const near = componentAt(run, run.links[link]?.from);
  const before = run.links.findIndex(({ to }) => to === near.id);
  return isTransparent(near) && before >= 0 ? connectionStart(run, before) : near;
}

const clientOf = (run: Run): Component =>
  run.components.find(({ kind }) => kind === 'client') as Component;

const componentAt = (run: Run, id = ''): Component =>
  run.components.find((component) => component.id === id) as Component;
