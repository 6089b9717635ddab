/** The drawing of a state as SVG markup, for the build and for figures whose components change; the view moves it on. */
import type { Run } from '#sim/run.ts';
import type { SystemState } from '#sim/state.ts';
import { encryptionOf } from '#sim/tls/encryption.ts';
import { icons, type Icon, type IconName } from '../icons/icons.ts';
import type { Point } from './curve.ts';
import type { Frame } from './frame.ts';
import { hasPile, isFront, type Box, type Layout } from './layout.ts';
import type { Badge } from './lexicon.ts';
import { badgeParts, cylinderPath, lidPath, markPaths } from './marks.ts';
import { beliefText, markOf, serverTitle, subtitle } from './words.ts';

const lid = 7;

/**
 * @param id Unique on the page; the text that describes the drawing has the id `<id>-description`.
 * @param title What the drawing is called.
 * @param told What the modules of rare components say of the state.
 */
export function drawingOf(
  run: Run,
  state: SystemState,
  layout: Layout,
  id: string,
  title: string,
  { subtitles, badges }: Pick<Frame, 'subtitles' | 'badges'> = { subtitles: [], badges: [] },
): string {
  const badge = (target: string | undefined, place: Point) =>
    badgeAt(
      target,
      place,
      badges.find((each) => each.target === target),
    );
  const { direction, width, height } = layout;
  const hatch = `${id}-hatch-${direction}`;
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  // A large drawing is moved about rather than made too small to read.
  const isLarge = width > (direction === 'wide' ? 1000 : 480);
  const smallest = isLarge ? Math.ceil(0.72 * width) : 0;
  const pile = (x: number, y: number, room: number) =>
    element('g', { class: 'pips' }) +
    element('text', { class: 'pile-text', x, y: y + 4, 'data-x': x, 'data-room': room });

  const hosts = layout.hosts.map(({ box }) =>
    element('g', { class: 'host' }, [element('rect', { ...box, rx: 8 })]),
  );
  // Links may pass a host's name and badge, but not over them.
  const names = layout.hosts.map(({ host, title: { x, y }, badge: place }) =>
    element('g', { class: 'host' }, [
      text({ x, y }, run.hosts[host]?.title),
      badge(run.hosts[host]?.id, place),
    ]),
  );

  const components = layout.components.map((place) => {
    const { component, box, title: name, subtitle: sub } = place;
    const { kind = 'web', title: words } = run.components[component] ?? {};
    const here = state.components[component];
    const look = { class: `component is-${kind}`, 'data-component': component, 'data-fault': 'up' };
    return element('g', look, [
      shape(kind, box, { class: 'body' }),
      shape(kind, box, { class: 'hatch', fill: `url(#${hatch})` }),
      kind === 'database'
        ? element('path', { class: 'lid', d: lidPath(box.width, lid), transform: at(box) })
        : '',
      icon(isIcon(kind) ? kind : 'web', place.icon.x, place.icon.y, 22),
      text({ class: 'name', x: name.x, y: name.y }, words),
      text(
        { class: 'subtitle', x: sub.x, y: sub.y },
        here && subtitle(run, component, here, subtitles[component]),
      ),
      kind === 'load-balancer' || !hasPile(kind)
        ? ''
        : pile(place.pile.x, place.pile.y, place.pile.room),
      badge(run.components[component]?.id, place.badge),
    ]);
  });

  const beliefs = layout.beliefs.map(({ link, server, box, mark, title: name, ...place }) => {
    const belief = state.beliefs.find((each) => each.link === link);
    if (!belief) return '';
    const sign = markOf(belief);
    return element('g', { class: 'belief', 'data-belief': link, 'data-mark': sign }, [
      element('rect', { ...box, rx: 4 }),
      element('g', { transform: at(mark) }, [
        element('path', { class: 'mark-shape', d: markPaths[sign].shape }),
        element('path', { class: 'mark-sign', d: markPaths[sign].sign }),
      ]),
      text({ class: 'server', x: name.x, y: name.y }, serverTitle(run, server)),
      text({ class: 'state', x: place.state.x, y: place.state.y }, beliefText(run, belief)),
      pile(place.pile.x, place.pile.y, place.pile.room),
    ]);
  });

  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `drawing is-${direction}`,
      viewBox: `0 0 ${size.width} ${size.height}`,
      ...size,
      style: `--natural: ${size.width}px; --smallest: ${smallest}px`,
      role: 'img',
      'aria-label': title,
      'aria-describedby': `${id}-description`,
    },
    [
      element('defs', {}, [
        element(
          'pattern',
          {
            id: hatch,
            width: 7,
            height: 7,
            patternUnits: 'userSpaceOnUse',
            patternTransform: 'rotate(45)',
          },
          [element('path', { class: 'hatch-line', d: 'M0 0V7' })],
        ),
      ]),
      ...hosts,
      linksOf(run, layout),
      ...names,
      ...components,
      ...beliefs,
      ...['knocks', 'dots', 'errors', 'counts'].map((name) => element('g', { class: name })),
    ],
  );
}

/** The links as SVG markup: dashed is plaintext, and a lock says so too. */
export function linksOf(run: Run, { links }: Pick<Layout, 'links'>): string {
  const encrypted = encryptionOf(run);
  const changes = run.components.some(({ settings = {} }) => 'tls' in settings);
  const drawn = links.map(({ link, curve, inside, lock }) => {
    const isTls = encrypted[link] ?? false;
    const { carries } = run.links[link] ?? {};
    const isPlain = !isTls && !inside && isFront(carries);
    const look = `${inside ? ' is-inside' : ''}${isPlain ? ' is-plain' : ''}${isFront(carries) ? '' : ` carries-${carries}`}`;
    return element('g', { class: `link${look}`, 'data-link': link }, [
      element('path', { d: curve.path }),
      lock
        ? element('g', { class: 'lock' }, [
            element('circle', { cx: lock.x, cy: lock.y, r: 11 }),
            ...lockIcons(isTls, changes).map((name) => icon(name, lock.x - 8, lock.y - 8, 16)),
          ])
        : '',
    ]);
  });
  return drawn.join('');
}

/** Both locks, of which one is seen, where a reader may move the end of TLS. */
const lockIcons = (isTls: boolean, changes: boolean): readonly IconName[] =>
  changes ? ['locked', 'unlocked'] : [isTls ? 'locked' : 'unlocked'];

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escape(typeof value === 'number' ? short(value) : value)}"`,
  );
  return `<${name}${pairs.join('')}>${children.join('')}</${name}>`;
}

/** A hundredth of a pixel is finer than anybody sees. */
const short = (value: number): number => Math.round(value * 100) / 100;

const text = (attributes: Attributes, words = '') => element('text', attributes, [escape(words)]);

const at = ({ x, y }: Point) => `translate(${short(x)} ${short(y)})`;

function shape(kind: string, box: Box, attributes: Attributes): string {
  if (kind !== 'database') return element('rect', { ...attributes, ...box, rx: 6 });
  const d = cylinderPath(box.width, box.height, lid);
  return element('path', { ...attributes, d, transform: at(box) });
}

function icon(name: IconName, x: number, y: number, side: number): string {
  const { stroke, fill }: Icon = icons[name];
  return element('g', { class: 'icon', transform: `${at({ x, y })} scale(${short(side / 24)})` }, [
    fill === undefined ? '' : element('path', { class: 'icon-fill', d: fill }),
    stroke === undefined ? '' : element('path', { class: 'icon-stroke', d: stroke }),
  ]);
}

/** The place of a sign that a module may show: on the upper edge, its text to the left. */
function badgeAt(id = '', place: Point, shown?: Badge): string {
  const look = shown?.look ?? 'none';
  const group = { class: 'badge', 'data-badge': id, 'data-look': look, transform: at(place) };
  if (!shown) return element('g', group);
  return element('g', group, [
    text(badgeParts.text, shown.text),
    element('circle', badgeParts.circle),
    element('path', { ...badgeParts.path, d: shown.path }),
  ]);
}

function isIcon(kind: string): kind is IconName {
  return Object.hasOwn(icons, kind);
}

function escape(words: string | number): string {
  return String(words)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
