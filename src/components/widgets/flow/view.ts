import { select, type Selection } from 'd3';
import type { Run } from '#sim/run.ts';
import { curveFrom, pointAt } from './curve.ts';
import type { Badge } from './lexicon.ts';
import type { Dot, Flow, Frame, Knock, Pip, Waiting } from './frame.ts';
import {
  answerPacketPath,
  dotPath,
  errorPath,
  markPaths,
  packetPath,
  pipPath,
  pipStep,
  refusalPath,
} from './marks.ts';
import { beliefText, markOf, subtitle } from './words.ts';

/** Texts that the view composes. */
export interface ViewWords {
  readonly more: (number: number) => string;
  readonly waiting: (number: number) => string;
  readonly retrying: (number: number) => string;
  readonly connecting: (number: number) => string;
  readonly flow: (forth: number, back: number) => string;
}

type Group = Selection<SVGGElement, unknown, null, undefined>;

/**
 * Brings the drawing that the build has made to a frame's state, and takes the geometry from it. It keeps no clock and
 * asks nothing of the page.
 */
export function createView(svg: SVGSVGElement, words: ViewWords) {
  const root = select(svg);
  const isWide = svg.classList.contains('is-wide');
  const layer = (name: string): Group => root.select<SVGGElement>(`.${name}`);
  const dots = layer('dots');
  const knocks = layer('knocks');
  const errors = layer('errors');
  const counts = layer('counts');
  /** By index of the component, link, or link of the belief. */
  const groups = (kind: 'component' | 'link' | 'belief') =>
    new Map(
      [...svg.querySelectorAll<SVGGElement>(`[data-${kind}]`)].map((element) => [
        Number(element.dataset[kind]),
        select<SVGGElement, unknown>(element),
      ]),
    );
  const links = groups('link');
  const badges = [...svg.querySelectorAll<SVGGElement>('[data-badge]')].map(
    (element) => [element.dataset['badge'], select<SVGGElement, unknown>(element)] as const,
  );
  const components = new Map([...groups('component')].map(([key, group]) => [key, partsOf(group)]));
  const beliefs = new Map([...groups('belief')].map(([key, group]) => [key, partsOf(group)]));
  const curves = new Map(
    [...links].map(([link, group]) => [link, curveFrom(group.select('path').attr('d'))]),
  );

  const place = ({ link, share }: { readonly link: number; readonly share: number }) => {
    const curve = curves.get(link);
    const { x, y } = curve ? pointAt(curve, share) : { x: 0, y: 0 };
    return `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  };

  let encrypted: Frame['encrypted'] | undefined;

  return function draw(run: Run, frame: Frame): void {
    if (frame.encrypted !== encrypted) drawEncryption((encrypted = frame.encrypted));
    dots
      .selectAll<SVGPathElement, Dot>('path')
      .data(frame.dots, (dot) => dot.key)
      .join((enter) => enter.append('path').attr('data-request', (dot) => dot.key))
      .each(
        keep('class', ({ error, back }) => {
          if (error >= 0) return 'dot is-error';
          return back ? 'dot is-back' : 'dot';
        }),
      )
      .each(keep('opacity', ({ fading = 1 }) => fading.toFixed(2)))
      .each(
        keep('d', ({ error, write, back, tls }) =>
          error >= 0 ? errorPath : dotPath(write, back, tls),
        ),
      )
      .attr('transform', place);
    errors
      .selectAll<SVGTextElement, Dot>('text')
      .data(spaced(frame.dots.filter(({ error }) => error > 0)), (dot) => dot.key)
      .join('text')
      .text((dot) => dot.error)
      .attr('y', isWide ? -11 : 4)
      .attr('x', isWide ? 0 : 24)
      .attr('transform', place);
    drawKnocks(frame.knocks);
    drawFlows(frame);
    for (const [index, parts] of components) {
      const state = frame.state.components[index];
      if (!state) continue;
      setAttribute(parts.group, 'data-fault', state.fault);
      setText(parts.text, subtitle(run, index, state, frame.subtitles[index]));
      drawPile(parts, frame.pips[index] ?? []);
    }
    for (const [target, group] of badges) {
      drawBadge(
        group,
        frame.badges.find((badge) => badge.target === target),
      );
    }
    for (const [link, parts] of beliefs) {
      const belief = frame.state.beliefs.find((each) => each.link === link);
      const waiting = frame.waiting.find((each) => each.link === link);
      if (!belief || !waiting) continue;
      const mark = markOf(belief);
      if (parts.group.attr('data-mark') !== mark) {
        parts.group.attr('data-mark', mark);
        parts.group.select('.mark-shape').attr('d', markPaths[mark].shape);
        parts.group.select('.mark-sign').attr('d', markPaths[mark].sign);
        links.get(link)?.attr('data-mark', mark);
      }
      setText(parts.text, beliefText(run, belief));
      drawWaiting(parts, waiting);
    }
  };

  /** Plaintext is dashed, but inside a machine, and where no requests travel. */
  function drawEncryption(isEncrypted: Frame['encrypted']) {
    for (const [link, group] of links) {
      const mayChange = !group.classed('is-inside') && !group.attr('class').includes('carries-');
      if (mayChange) group.classed('is-plain', !isEncrypted[link]);
    }
  }

  function drawKnocks(marks: readonly Knock[]) {
    knocks
      .selectAll<SVGPathElement, Knock>('path')
      .data(
        marks.filter(({ check }) => !check),
        (knock) => knock.key,
      )
      .join('path')
      .each(keep('class', ({ refused }) => (refused ? 'packet is-error' : 'packet')))
      .each(
        keep('d', ({ back, refused }) =>
          refused ? refusalPath : back ? answerPacketPath : packetPath,
        ),
      )
      .attr('transform', place);
    const checks = knocks
      .selectAll<SVGGElement, Knock>('g')
      .data(
        marks.filter(({ check }) => check),
        (knock) => knock.key,
      )
      .join((enter) => {
        const group = enter.append('g');
        group.append('circle').attr('r', 7.5);
        group.append('text').attr('y', 4);
        return group;
      })
      .each(
        keep('class', ({ back, refused }) =>
          refused ? 'check is-error' : back ? 'check is-back' : 'check',
        ),
      )
      .attr('transform', place);
    checks.select('text').text(({ back, refused }) => (refused ? '✕' : back ? '✓' : '?'));
  }

  function drawFlows({ flows }: Frame) {
    const crowded = new Set(flows.map(({ link }) => link));
    for (const [link, group] of links) group.classed('is-crowded', crowded.has(link));
    const middle = ({ link }: Flow) => pointAt(curves.get(link) ?? curveFrom('M0 0'), 0.5);
    counts
      .selectAll<SVGTextElement, Flow>('text')
      .data(flows, ({ link }) => link)
      .join('text')
      .text(({ forth, back }) => words.flow(forth, back))
      .attr('x', (flow) => middle(flow).x + (isWide ? 0 : 16))
      .attr('y', (flow) => middle(flow).y + (isWide ? 26 : 4));
  }

  function drawPile(parts: Parts, pips: readonly Pip[]) {
    const waiting = pips.filter(({ doing }) => doing === 'waiting-for-worker').length;
    if (pips.length <= parts.room && waiting === 0) {
      drawPips(parts, pips, '');
      return;
    }
    const shown = Math.max(parts.room - (waiting > 0 ? 5 : 3), 0);
    let text = words.more(pips.length - shown);
    if (waiting > 0) text = words.waiting(waiting);
    else if (shown === 0) text = String(pips.length);
    drawPips(parts, pips.slice(0, shown), text);
  }

  function drawWaiting(parts: Parts, { pips, retrying }: Waiting) {
    const queued = pips.filter(({ doing }) => doing === 'waits-in-queue').length;
    const connecting = pips.length - retrying - queued;
    let text = '';
    if (retrying > 0) text = words.retrying(retrying);
    else if (queued > 0) text = words.waiting(queued);
    else if (connecting > 3) text = words.connecting(connecting);
    drawPips(parts, pips.slice(0, text === '' ? parts.room : 3), text);
  }

  function drawPips({ pips, pile, x, y }: Parts, shown: readonly Pip[], text: string) {
    pips
      .selectAll<SVGPathElement, Pip>('path')
      .data(shown, (pip) => pip.key)
      .join((enter) => enter.append('path').attr('data-request', (pip) => pip.key))
      .each(keep('class', ({ doing }) => `pip is-${doing}`))
      .each(keep('d', ({ write }) => pipPath(write)))
      .each(keep('transform', (_, position) => `translate(${x + 4 + position * pipStep} ${y})`));
    if (!setText(pile, text)) return;
    pile.attr('x', x + shown.length * pipStep + (shown.length > 0 ? 3 : 0));
  }
}

/** What changes in the group of a component or a belief. */
interface Parts {
  readonly group: Group;
  /** The line that says how it is. */
  readonly text: Text;
  readonly pips: Group;
  readonly pile: Text;
  /** Where the pile begins, its middle, and how many pips fit. */
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

type Text = Selection<SVGTextElement, unknown, null, undefined>;

function partsOf(group: Group): Parts {
  const pile = group.select<SVGTextElement>('.pile-text');
  const number = (name: string) => (pile.empty() ? 0 : Number(pile.attr(name)));
  return {
    group,
    text: group.select<SVGTextElement>('.subtitle, .state'),
    pips: group.select<SVGGElement>('.pips'),
    pile,
    x: number('data-x'),
    y: number('y') - 4,
    room: number('data-room'),
  };
}

/** A badge that there is none of is not shown. */
function drawBadge(group: Group, badge: Badge | undefined) {
  setAttribute(group, 'data-look', badge?.look ?? 'none');
  if (!badge) return;
  const path = group.select('path');
  if (path.attr('d') !== badge.path) path.attr('d', badge.path);
  setText(group.select<SVGTextElement>('text'), badge.text ?? '');
}

/** For `each`: sets an attribute where its value has changed, since a browser lays out anew for one that has not, too. */
function keep<D>(name: string, value: (datum: D, position: number) => string) {
  return function (this: Element, datum: D, position: number) {
    const next = value(datum, position);
    if (this.getAttribute(name) !== next) this.setAttribute(name, next);
  };
}

/** @returns Whether the text is another one. */
function setText(element: Text, text: string): boolean {
  const node = element.node();
  if (!node || node.textContent === text) return false;
  node.textContent = text;
  return true;
}

function setAttribute(group: Group, name: string, value: string) {
  if (group.attr(name) !== value) group.attr(name, value);
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
