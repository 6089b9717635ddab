import type { Run } from '#sim/run.ts';
import { curveFrom, pointAt } from './curve.ts';
import type { Badge } from './lexicon.ts';
import type { Dot, Flow, Frame, Knock } from './frame.ts';
import { createJoin } from './join.ts';
import {
  answerPacketPath,
  badgeParts,
  dotPath,
  errorPath,
  markPaths,
  packetPath,
  refusalPath,
} from './marks.ts';
import { createPile, type Pile, type PileWords } from './pile.ts';
import { appendTo, setAttribute, setText } from './svg.ts';
import { beliefText, markOf, subtitle, type Mark } from './words.ts';

/** Texts that the view composes. */
export interface ViewWords extends PileWords {
  readonly flow: (forth: number, back: number) => string;
}

/**
 * Brings the drawing that the build has made to a frame's state, and takes the geometry from it. It keeps no clock and
 * asks nothing of the page.
 */
export function createView(svg: SVGSVGElement, words: ViewWords) {
  const isWide = svg.classList.contains('is-wide');
  /** By index of the component, link, or link of the belief. */
  const groups = (kind: 'component' | 'link' | 'belief') =>
    new Map(
      [...svg.querySelectorAll<SVGGElement>(`[data-${kind}]`)].map((element) => [
        Number(element.dataset[kind]),
        element,
      ]),
    );
  const links = groups('link');
  const badges = [...svg.querySelectorAll<SVGGElement>('[data-badge]')];
  const components = new Map(
    [...groups('component')].map(([key, group]) => [key, partsOf(group, words)]),
  );
  const beliefs = new Map(
    [...groups('belief')].map(([key, group]) => [key, partsOf(group, words)]),
  );
  const curves = new Map(
    [...links].map(([link, group]) => [
      link,
      curveFrom(group.querySelector('path')?.getAttribute('d') ?? 'M0 0'),
    ]),
  );
  let encrypted: Frame['encrypted'] | undefined;

  const drawDots = createJoin<Dot>({
    layer: emptied(svg, 'dots'),
    tag: 'path',
    keyOf: ({ key }) => key,
    enter: nameRequest,
    update(element, dot) {
      const { error, back, write, tls, fading } = dot;
      let look = back ? ' is-back' : '';
      if (fading !== undefined) look = ' is-dropped';
      else if (error >= 0) look = ' is-error';
      setAttribute(element, 'class', `dot${look}`);
      setAttribute(element, 'opacity', (fading ?? 1).toFixed(2));
      setAttribute(element, 'd', error >= 0 ? errorPath : dotPath(write, back, tls));
      put(element, dot);
    },
  });

  const drawErrors = createJoin<Dot>({
    layer: emptied(svg, 'errors'),
    tag: 'text',
    keyOf: ({ key }) => key,
    enter(element) {
      setAttribute(element, 'x', isWide ? 0 : 24);
      setAttribute(element, 'y', isWide ? -11 : 4);
    },
    update(element, dot) {
      setText(element, String(dot.error));
      put(element, dot);
    },
  });

  const knocks = emptied(svg, 'knocks');
  const drawPackets = createJoin<Knock>({
    layer: knocks,
    tag: 'path',
    keyOf: ({ key }) => key,
    update(element, knock) {
      const { back, refused } = knock;
      setAttribute(element, 'class', refused ? 'packet is-error' : 'packet');
      setAttribute(element, 'd', refused ? refusalPath : back ? answerPacketPath : packetPath);
      put(element, knock);
    },
  });
  const drawChecks = createJoin<Knock>({
    layer: knocks,
    tag: 'g',
    keyOf: ({ key }) => key,
    enter(element) {
      setAttribute(appendTo(element, 'circle'), 'r', 7.5);
      setAttribute(appendTo(element, 'text'), 'y', 4);
    },
    update(element, knock) {
      const { back, refused } = knock;
      setAttribute(element, 'class', `check${refused ? ' is-error' : back ? ' is-back' : ''}`);
      if (element.lastElementChild) {
        setText(element.lastElementChild, refused ? '✕' : back ? '✓' : '?');
      }
      put(element, knock);
    },
  });

  const drawCounts = createJoin<Flow>({
    layer: emptied(svg, 'counts'),
    tag: 'text',
    keyOf: ({ link }) => link,
    enter(element, { link }) {
      const { x, y } = placeOn(link, 0.5);
      setAttribute(element, 'x', x + (isWide ? 0 : 16));
      setAttribute(element, 'y', y + (isWide ? 26 : 4));
    },
    update(element, { forth, back }) {
      setText(element, words.flow(forth, back));
    },
  });

  return function draw(run: Run, frame: Frame): void {
    if (frame.encrypted !== encrypted) drawEncryption((encrypted = frame.encrypted));
    drawDots(frame.dots);
    drawErrors(spaced(frame.dots.filter(({ error }) => error > 0)));
    drawPackets(frame.knocks.filter(({ check }) => !check));
    drawChecks(frame.knocks.filter(({ check }) => check));
    drawFlows(frame);
    for (const [index, parts] of components) {
      const state = frame.state.components[index];
      if (!state) continue;
      setAttribute(parts.group, 'data-fault', state.fault);
      if (parts.text) setText(parts.text, subtitle(run, index, state, frame.subtitles[index]));
      parts.pile?.showStaying(frame.pips[index] ?? []);
    }
    for (const group of badges) {
      const target = group.dataset['badge'];
      drawBadge(
        group,
        frame.badges.find((badge) => badge.target === target),
      );
    }
    for (const [link, parts] of beliefs) {
      const belief = frame.state.beliefs.find((each) => each.link === link);
      const waiting = frame.waiting.find((each) => each.link === link);
      if (!belief || !waiting) continue;
      drawMark(parts.group, link, markOf(belief));
      if (parts.text) setText(parts.text, beliefText(run, belief));
      parts.pile?.showWaiting(waiting);
    }
  };

  function placeOn(link: number, share: number) {
    const curve = curves.get(link);
    return curve ? pointAt(curve, share) : { x: 0, y: 0 };
  }

  /** Puts what travels where it is. */
  function put(element: Element, { link, share, short = 0 }: Place) {
    const length = Math.max(curves.get(link)?.reach.at(-1) ?? 0, 1);
    const { x, y } = placeOn(link, share === 0 ? short / length : share - short / length);
    element.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  }

  /** Plaintext is dashed, but inside a machine, and where no requests travel. */
  function drawEncryption(isEncrypted: Frame['encrypted']) {
    for (const [link, { classList }] of links) {
      const mayChange = !/is-inside|carries-/.test(classList.value);
      if (mayChange) classList.toggle('is-plain', !isEncrypted[link]);
    }
  }

  function drawFlows({ flows }: Frame) {
    for (const [link, { classList }] of links) {
      const isCrowded = flows.some((flow) => flow.link === link);
      if (classList.contains('is-crowded') !== isCrowded) classList.toggle('is-crowded');
    }
    drawCounts(flows);
  }

  function drawMark(group: SVGGElement, link: number, mark: Mark) {
    if (group.dataset['mark'] === mark) return;
    group.dataset['mark'] = mark;
    group.querySelector('.mark-shape')?.setAttribute('d', markPaths[mark].shape);
    group.querySelector('.mark-sign')?.setAttribute('d', markPaths[mark].sign);
    links.get(link)?.setAttribute('data-mark', mark);
  }
}

type Place = Pick<Dot, 'link' | 'share' | 'short'>;

/** What changes in the group of a component or a belief. */
interface Parts {
  readonly group: SVGGElement;
  /** The line that says how it is. */
  readonly text: Element | null;
  readonly pile: Pile | undefined;
}

function partsOf(group: SVGGElement, words: PileWords): Parts {
  return {
    group,
    text: group.querySelector('.subtitle, .state'),
    pile: createPile(group, words),
  };
}

/** The layer with this name, without what an earlier view has left in it. */
function emptied(svg: SVGSVGElement, name: string): Element {
  const layer = svg.querySelector(`.${name}`) ?? appendTo(svg, 'g');
  layer.replaceChildren();
  return layer;
}

const nameRequest = (element: Element, { key }: Dot) => {
  setAttribute(element, 'data-request', key);
};

/** A badge that there is none of is not shown. */
function drawBadge(group: SVGGElement, badge: Badge | undefined) {
  setAttribute(group, 'data-look', badge?.look ?? 'none');
  if (!badge) return;
  if (!group.firstChild) {
    for (const [tag, attributes] of Object.entries(badgeParts)) {
      const part = appendTo(group, tag as keyof typeof badgeParts);
      for (const [name, value] of Object.entries<string | number>(attributes))
        setAttribute(part, name, value);
    }
  }
  const [text, path] = [group.querySelector('text'), group.querySelector('path')];
  if (path) setAttribute(path, 'd', badge.path);
  if (text) setText(text, badge.text ?? '');
}

/** One label for crosses that would lie on each other. */
function spaced(dots: readonly Dot[]): Dot[] {
  const kept: Dot[] = [];
  for (const dot of dots) {
    const isFree = kept.every(
      (other) => other.link !== dot.link || Math.abs(other.share - dot.share) > 0.3,
    );
    if (isFree) kept.push(dot);
  }
  return kept;
}
