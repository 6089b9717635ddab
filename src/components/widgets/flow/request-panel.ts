/**
 * One request, opened: its steps as a list, each with its bar on a common axis. It is handed a trace and a time, and
 * knows nothing of the figure around it.
 */
import { fill, setText } from '#lib/dom.ts';
import { lifeOf, type Step } from '#sim/request-life.ts';
import type { Trace } from '#sim/trace.ts';
import { duration, moment } from '#strings/flow.ts';
import { carried, panel as words, tick, times, when } from '#strings/request.ts';
import { icons, type Icon } from '../icons/icons.ts';
import { barsOf, shareOf, stepAt, ticksOf } from './life-bars.ts';
import { senderText, stepText, summaryText, type Carried, type StepText } from './life-text.ts';
import css from './request.css?inline';

export interface RequestPanelOptions {
  /** Unique on the page. */
  readonly id: string;
  /** The reader wants to see another request (from 0). */
  readonly open: (request: number) => void;
  readonly close: () => void;
  /** The reader wants to go to a moment, in µs. */
  readonly goTo: (tUs: number) => void;
  /** The requests that are drawn at the moment; none: the panel does not offer them. */
  readonly drawn?: () => readonly number[];
}

export interface RequestPanel {
  /** @returns What it shows, in words. */
  show(trace: Trace, request: number): string;
  /**
   * Moves the cursor to the figure's time.
   * @param knownUs What begins later is not told; everything is when it is not given.
   */
  moveTo(tUs: number, knownUs?: number): void;
  hide(): void;
  focus(): void;
}

const mostTicks = 4;
let isStyled = false;

/** Makes the panel in an element that it has for itself; the element is hidden until a request is shown. */
export function createRequestPanel(
  root: HTMLElement,
  options: RequestPanelOptions,
  signal: AbortSignal,
): RequestPanel {
  style();
  let trace: Trace | undefined;
  let request = -1;
  let life: readonly Step[] = [];
  /** Those of its life that are told. */
  let steps: readonly Step[] = [];
  let texts: readonly StepText[] = [];
  let tUs = 0;
  let knownUs = Infinity;

  const title = element('span');
  const sender = element('span', 'request-of');
  const head = element('p', 'head', title, sender);
  head.id = `${options.id}-request`;
  head.tabIndex = -1;
  const previous = button(words.previous, () => {
    turnTo(request - 1);
  });
  const next = button(words.next, () => {
    turnTo(request + 1);
  });
  const number = element('input');
  number.type = 'number';
  number.min = '1';
  number.step = '1';
  const drawnButton = button(words.inDrawing, turnToDrawn);
  drawnButton.hidden = !options.drawn;
  const note = element('span', 'request-note');
  note.role = 'status';
  const close = button(words.close, options.close);
  close.classList.add('request-close');
  const field = element('label', 'field', element('span', '', words.number), number);
  const tools = element('div', 'request-tools', previous, field, next, drawnButton, close, note);
  tools.role = 'group';
  tools.ariaLabel = words.tools;
  const sum = element('p', 'request-sum');
  const now = element('p', 'request-now');
  const intro = element('p', 'request-intro', words.steps);
  intro.id = `${options.id}-request-steps`;
  const ticks = element('div', 'request-ticks');
  const axis = element('div', 'request-axis', ticks);
  axis.ariaHidden = 'true';
  const list = element('ol', 'request-steps');
  list.setAttribute('aria-labelledby', intro.id);
  root.classList.add('request');
  root.role = 'group';
  root.setAttribute('aria-labelledby', head.id);
  root.replaceChildren(head, tools, sum, now, intro, axis, list);

  number.addEventListener(
    'change',
    () => {
      if (Number.isInteger(number.valueAsNumber)) turnTo(number.valueAsNumber - 1);
      number.value = String(request + 1);
    },
    { signal },
  );
  list.addEventListener(
    'click',
    ({ target }) => {
      const item = target instanceof Element ? target.closest('li') : null;
      const step = item ? steps[[...list.children].indexOf(item)] : undefined;
      if (step) options.goTo(step.fromUs);
    },
    { signal },
  );
  root.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      options.close();
    },
    { signal },
  );

  function turnTo(wanted: number) {
    const last = (trace?.requests.length ?? 0) - 1;
    const target = Math.min(Math.max(wanted, 0), last);
    setText(note, '');
    if (target >= 0 && target !== request) options.open(target);
  }

  function turnToDrawn() {
    const drawn = [...(options.drawn?.() ?? [])].sort((a, b) => a - b);
    const target = drawn.find((each) => each > request) ?? drawn[0];
    setText(note, target === undefined ? words.noneInDrawing : '');
    if (target !== undefined) turnTo(target);
  }

  const known = () => life.filter(({ fromUs }) => fromUs <= knownUs);

  /** @returns The whole, in words. */
  function showLife(shown: Trace): string {
    const { run } = shown;
    steps = known();
    texts = steps.map((step) => stepText(run, step));
    let told = summaryText(shown, request, steps);
    if (steps.length < life.length) told = words.untold;
    else if (life.length === 0) told = words.noEvents;
    setText(sum, told);
    showSteps(run);
    showTime();
    return told;
  }

  function showSteps(run: Trace['run']) {
    const bars = barsOf(steps);
    const startUs = steps[0]?.fromUs ?? 0;
    axis.hidden = intro.hidden = steps.length === 0;
    fill(ticks, 'span', ticksOf(steps, mostTicks), (mark, { share, ms }) => {
      // The label of a tick near the end is before it.
      const isLate = share > 0.8;
      mark.className = isLate ? 'is-late' : '';
      mark.style.insetInlineStart = isLate ? 'auto' : `${share * 100}%`;
      mark.style.insetInlineEnd = isLate ? `${(1 - share) * 100}%` : 'auto';
      setText(mark, tick(duration(ms)));
    });
    fill(list, 'li', steps, (item, step) => {
      const index = steps.indexOf(step);
      const text = texts[index] ?? stepText(run, step);
      const bar = element('span', 'request-bar');
      bar.style.insetInlineStart = `${(bars[index]?.start ?? 0) * 100}%`;
      bar.style.inlineSize = `${(bars[index]?.length ?? 0) * 100}%`;
      const track = element('div', 'request-track', bar);
      track.ariaHidden = 'true';
      const go = element('button', '', text.title);
      go.type = 'button';
      const what = element('p', 'request-what', element('span', '', text.text));
      if (text.carried) what.append(' ', carriedMark(text.carried));
      const length = duration((step.toUs - step.fromUs) / 1000);
      const start = duration((step.fromUs - startUs) / 1000);
      item.className = `is-${text.look}${text.carried ? ` is-${text.carried}` : ''}`;
      item.replaceChildren(go, what, element('p', 'request-times', times(length, start)), track);
    });
  }

  function showTime() {
    const share = shareOf(steps, tUs);
    const current = stepAt(steps, tUs);
    const isBefore = tUs < (life[0]?.fromUs ?? 0);
    root.dataset['when'] = isBefore ? 'before' : current < 0 ? 'after' : 'during';
    list.style.setProperty('--now', `${Math.min(Math.max(share, 0), 1) * 100}%`);
    [...list.children].forEach((item, index) => {
      const isNow = index === current;
      if (item.classList.contains('is-now') === isNow) return;
      item.classList.toggle('is-now', isNow);
      if (isNow) item.firstElementChild?.setAttribute('aria-current', 'step');
      else item.firstElementChild?.removeAttribute('aria-current');
    });
    const time = moment(tUs / 1000, 2);
    const step = texts[current]?.title;
    now.hidden = steps.length < life.length && step === undefined && !isBefore;
    setText(
      now,
      step !== undefined
        ? when.during(time, step)
        : isBefore
          ? when.before(time)
          : when.after(time),
    );
  }

  return {
    show(shown, wanted) {
      trace = shown;
      request = wanted;
      life = lifeOf(trace, request);
      const count = trace.requests.length;
      setText(title, words.title(request + 1));
      setText(sender, senderText(trace, request));
      number.max = String(count);
      number.value = String(request + 1);
      previous.ariaDisabled = String(request === 0);
      next.ariaDisabled = String(request === count - 1);
      root.hidden = false;
      return `${words.title(request + 1)}. ${showLife(trace)}`;
    },
    moveTo(time, until = Infinity) {
      tUs = time;
      knownUs = until;
      if (root.hidden || !trace) return;
      if (known().length === steps.length) showTime();
      else showLife(trace);
    },
    hide() {
      root.hidden = true;
      request = -1;
      setText(note, '');
    },
    focus() {
      head.focus({ preventScroll: true });
      head.scrollIntoView({ block: 'nearest' });
    },
  };

  function button(text: string, act: () => void): HTMLButtonElement {
    const made = element('button', '', text);
    made.type = 'button';
    made.addEventListener('click', act, { signal });
    return made;
  }
}

/** The panel brings its style sheet along, because few pages' readers open a request. */
function style() {
  if (isStyled) return;
  isStyled = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

function carriedMark(how: Carried): HTMLElement {
  const mark = element('span', 'request-carried');
  if (how !== 'inside') mark.append(lock(icons[how === 'encrypted' ? 'locked' : 'unlocked']));
  mark.append(carried[how]);
  return mark;
}

function lock({ stroke, fill: filled }: Icon): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const [name, d] of [
    ['icon-fill', filled],
    ['icon-stroke', stroke],
  ] as const) {
    if (d === undefined) continue;
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}
