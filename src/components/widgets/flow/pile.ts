/** The pile of a component, or of what a load balancer believes of a server: requests side by side, and how many more. */
import type { Pip, Waiting } from './frame.ts';
import { createJoin } from './join.ts';
import { pipPath, pipStep } from './marks.ts';
import { setAttribute, setText } from './svg.ts';

export interface PileWords {
  readonly more: (number: number) => string;
  readonly waiting: (number: number) => string;
  readonly retrying: (number: number) => string;
  readonly connecting: (number: number) => string;
}

export interface Pile {
  /** Requests that stay at a component. */
  showStaying(pips: readonly Pip[]): void;
  /** Requests at a load balancer that wait for one server. */
  showWaiting(waiting: Waiting): void;
}

/** @returns `undefined` for a group that has no pile. */
export function createPile(group: SVGGElement, words: PileWords): Pile | undefined {
  const layer = group.querySelector('.pips');
  const label = group.querySelector('.pile-text');
  if (!layer || !label) return undefined;
  layer.replaceChildren();
  const number = (name: string) => Number(label.getAttribute(name));
  const start = number('data-x');
  const middle = number('y') - 4;
  const room = number('data-room');

  const drawPips = createJoin<Pip>({
    layer,
    tag: 'path',
    keyOf: ({ key }) => key,
    enter(element, { key }) {
      setAttribute(element, 'data-request', key);
    },
    update(element, { doing, write }, position) {
      setAttribute(element, 'class', `pip is-${doing}`);
      setAttribute(element, 'd', pipPath(write));
      setAttribute(element, 'transform', `translate(${start + 4 + position * pipStep} ${middle})`);
    },
  });

  function show(pips: readonly Pip[], most: number, text: string) {
    const shown = pips.slice(0, most);
    drawPips(shown);
    setText(label as Element, text);
    if (text === '') return;
    const x = start + shown.length * pipStep + (shown.length > 0 ? 3 : 0);
    setAttribute(label as Element, 'x', x);
  }

  return {
    showStaying(pips) {
      const waiting = pips.filter(({ doing }) => doing === 'waiting-for-worker').length;
      if (pips.length <= room && waiting === 0) {
        show(pips, room, '');
        return;
      }
      const most = Math.max(room - (waiting > 0 ? 5 : 3), 0);
      let text = words.more(pips.length - most);
      if (waiting > 0) text = words.waiting(waiting);
      else if (most === 0) text = String(pips.length);
      show(pips, most, text);
    },
    showWaiting({ pips, retrying }) {
      const queued = pips.filter(({ doing }) => doing === 'waits-in-queue').length;
      const connecting = pips.length - retrying - queued;
      let text = '';
      if (retrying > 0) text = words.retrying(retrying);
      else if (queued > 0) text = words.waiting(queued);
      else if (connecting > 3) text = words.connecting(connecting);
      show(pips, text === '' ? room : 3, text);
    },
  };
}
