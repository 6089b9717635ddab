/** The panel on observers as markup, for the build and for the page alike. */
import type { Component, Run } from '#sim/run.ts';
import { abilities, addressTold, secrets, seesRequests } from '#sim/tls/observer.ts';
import { encryptionOf, tlsEnd } from '#sim/tls/encryption.ts';
import { headOf, lengthOf, requestWording } from '#sim/tls/message.ts';
import { recordsOf } from '#sim/tls/sizes.ts';
import { duration } from '#strings/flow.ts';
import { failures, grouped, observer as words, workTime } from '#strings/tls.ts';
import { icons, type Icon } from '../../icons/icons.ts';
import { componentTitle } from '../words.ts';
import type { Connecting, Hop, Observed } from './observer-state.ts';
import { hexRows, recordBytes, serverNameBytes } from './wire.ts';

/** Rows of encrypted bytes that are shown. */
const shownRows = 6;

export function observerMarkup(run: Run, observed: Observed): string {
  const { request, message, hops, balancer } = observed;
  const title = words.title(request + 1, requestWording(message).line, message.client);
  return [
    tag('p', 'head', escape(title)),
    tag('p', 'observer-intro', words.intro),
    `<div class="observer-hops">${hops.map((hop) => hopMarkup(run, hop, request)).join('')}</div>`,
    balancer ? sumMarkup(run, observed, balancer) : '',
  ].join('');
}

/** In a sentence or two, for those who do not see it. */
export function observerText(run: Run, mode: string, { hops }: Observed): string {
  return words.said(
    mode,
    hops
      .filter(({ inside }) => inside === undefined)
      .map(({ observation }) =>
        words.saidHop(
          words.hop(titleOf(run, observation.from), titleOf(run, observation.to)),
          observation.reads['request-line'],
        ),
      ),
  );
}

function hopMarkup(run: Run, { observation, inside }: Hop, request: number): string {
  const { version, bytes, keys, from, to } = observation;
  const isOpen = version === undefined;
  const name = words.hop(titleOf(run, from), titleOf(run, to));
  const carried = inside === undefined ? words.carried(version) : words.inside(inside);
  const sign = inside === undefined ? icon(icons[isOpen ? 'unlocked' : 'locked']) : '';
  const look = inside === undefined ? (isOpen ? 'is-plain' : 'is-tls') : 'is-inside';
  const onWire = words.bytes(grouped(bytes.plain), grouped(bytes.wire));
  const added = bytes.handshake > 0 ? ` ${words.handshakeBytes(grouped(bytes.handshake))}` : '';
  const hidden = secrets.filter((secret) => !observation.reads[secret]);
  const read = secrets.filter((secret) => observation.reads[secret]);
  const own = observation.clientShown ? [] : [words.hiddenClient];
  return tag(
    'div',
    `observer-hop ${look}`,
    tag('p', 'observer-ends', escape(name)) +
      tag('p', 'observer-carried', sign + escape(carried)) +
      tag('div', 'observer-wire', wireMarkup(run, observation, request)) +
      list(words.reads, named(isOpen ? read.filter((secret) => secret !== 'certificate') : read)) +
      list(words.readsNot, [...named(isOpen ? [] : hidden), ...own]) +
      tag('p', 'observer-bytes', `${onWire}${added}.`) +
      tag('p', 'observer-keys', inside === undefined ? escape(keysText(run, keys)) : ''),
  );
}

const named = (found: readonly (keyof typeof words.secrets)[]) =>
  found.map((secret) => words.secrets[secret]);

function wireMarkup(
  run: Run,
  { request, proxyLine, version, keys }: Hop['observation'],
  number: number,
): string {
  const open = proxyLine === undefined ? [] : [proxyLine];
  if (version === undefined) {
    const form = request.form === undefined ? [] : ['', request.form];
    return pre('', [...open, ...headOf(request), ...form].map(markSecret).join('\n'));
  }
  const name = hexRows(serverNameBytes()).map(escape).join('\n');
  const length = recordsOf(lengthOf(request), version);
  // What is passed on is the same record on either side.
  const ends = keys.map((component) => run.components.indexOf(component));
  const sealed = hexRows(recordBytes(length - 5, shownRows, number, ...ends))
    .map(escape)
    .join('\n');
  return [
    open.length > 0 ? pre('', open.map(escape).join('\n')) : '',
    tag('p', 'observer-label', words.handshake),
    pre('is-hex', name),
    tag('p', 'observer-label', words.request),
    pre('is-hex is-sealed', sealed),
    tag('p', 'observer-label', escape(words.more(length))),
  ].join('');
}

/** The cookie, and a password, are what a listener is after. */
const markSecret = (line: string) =>
  line.startsWith('Cookie:') || line.includes('password=')
    ? `<mark>${escape(line)}</mark>`
    : escape(line);

function keysText(run: Run, keys: readonly Component[]): string {
  return words.keys(keys.map((component) => titleOf(run, component)));
}

function sumMarkup(run: Run, observed: Observed, balancer: Component): string {
  const name = titleOf(run, balancer);
  const sees = seesRequests(balancer);
  const told = words.told[addressTold(balancer)];
  const all = abilities.map((ability) => words.abilities[ability]);
  const spent = observed.spent.map(
    ({ component, us }) => `${titleOf(run, component)} ${workTime(us)}`,
  );
  const rows: readonly (readonly [string, string])[] = [
    [words.privateKey, keyHolders(run, balancer)],
    [sees ? words.can(name) : words.cannot(name), all.join(', ')],
    [words.address, typeof told === 'string' ? told : told(name)],
    [words.before, connectingText(run, observed.connecting, balancer)],
    [words.work, spent.join(', ') || words.noWork],
  ];
  const items = rows.map(
    ([term, text]) => `<div><dt>${escape(term)}</dt><dd>${escape(text)}</dd></div>`,
  );
  return `<dl class="observer-sum" aria-label="${escape(words.balance)}">${items.join('')}</dl>`;
}

/** Who has a private key: the load balancer where it ends TLS, and the servers where their links are encrypted. */
function keyHolders(run: Run, balancer: Component): string {
  const encrypted = encryptionOf(run);
  const ends = run.links.flatMap(({ from }, link) =>
    encrypted[link] && from === balancer.id ? [tlsEnd(run, link)] : [],
  );
  const servers = [...new Set(ends)].map((component) => titleOf(run, component));
  const isEnd = run.links.some(({ to }, link) => encrypted[link] && to === balancer.id);
  if (!isEnd) return words.noKey;
  if (!seesRequests(balancer)) return words.keyAt(servers);
  const own = words.keyAt([titleOf(run, balancer)]);
  return servers.length === 0 ? own : words.andOwnKeys(own);
}

function connectingText(
  run: Run,
  { tcpUs, tlsUs, serverUs, failure }: Connecting,
  balancer: Component,
): string {
  const client = run.components.find(({ kind }) => kind === 'client');
  if (client?.settings?.['connection'] !== 'new') return words.notMade;
  if (failure !== undefined) return words.notOpened(failures[failure]);
  const first = run.links.findIndex(({ from }) => from === client.id);
  const isTls = encryptionOf(run)[first] ?? false;
  if (tcpUs === undefined || (isTls && tlsUs === undefined)) return words.notYet;
  const time = (us: number | undefined) => (us === undefined ? '' : duration(us / 1000));
  const server = serverUs === undefined ? undefined : time(serverUs);
  return words.steps(time(tcpUs), time(tlsUs), server, seesRequests(balancer));
}

function titleOf(run: Run, component: Component): string {
  return componentTitle(run, run.components.indexOf(component));
}

const tag = (name: string, className: string, content: string) =>
  content === ''
    ? ''
    : `<${name}${className === '' ? '' : ` class="${className}"`}>${content}</${name}>`;

const pre = (className: string, content: string) => tag('pre', className, content);

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return tag('p', 'observer-reads', `<b>${escape(title)}</b> ${escape(items.join(', '))}`);
}

function icon({ stroke, fill }: Icon): string {
  const paths = [
    fill === undefined ? '' : `<path class="icon-fill" d="${fill}"/>`,
    stroke === undefined ? '' : `<path class="icon-stroke" d="${stroke}"/>`,
  ];
  return `<svg viewBox="0 0 24 24" aria-hidden="true">${paths.join('')}</svg>`;
}

const escape = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
