/** One run on the page: its drawing, its sums and its graphs, at a moment. */
import { find, findAll, setText } from '#lib/dom.ts';
import { moment, drawing } from '#strings/flow.ts';
import { charts, latency, stage as words } from '#strings/simulator.ts';
import { stateAt, type ComponentState, type SystemState } from '#sim/state.ts';
import type { Trace } from '#sim/trace.ts';
import { describe } from '../flow/describe.ts';
import { drawingOf } from '../flow/drawing.ts';
import { frameAt, type Frame } from '../flow/frame.ts';
import { layout, type Direction } from '../flow/layout.ts';
import { showSums } from '../flow/parts.ts';
import { marksOf, type TimeMark } from '../flow/timeline.ts';
import { createView } from '../flow/view.ts';
import type { Played } from './play.ts';
import { scenarioOf } from './scenario.ts';
import { serversOf, stepOf, type Series } from './series.ts';
import { createGraphs, drawSwatch, graphNames, type ChartMark, type Ends } from './view.ts';

export interface Pane {
  readonly root: HTMLElement;
  /** Shows another run, but for its graphs, and its drawing where that has other components. `title` names the pane where
   * there are two.
   */
  show(played: Played, title: string): void;
  /** Brings the drawing to the run that is shown. */
  showDrawing(): void;
  /** Draws the graphs of the run that is shown, at a moment. */
  showGraphs(ends: Ends, tUs: number): void;
  /**
   * Goes to a moment. Texts that are read, and not watched, follow when `isSlow`.
   * @param followed A request (from 0) that is drawn however many there are.
   * @returns The state at the moment.
   */
  move(tUs: number, isSlow: boolean, followed?: number): SystemState | undefined;
  /** What is marked on the time of the run. */
  marks(): readonly TimeMark[];
  /** What is shown, in words. */
  describe(): string;
}

/** Beyond this width the drawing runs from left to right; below, one of few servers from top to bottom. */
const wideFrom = 600;
const mostNarrow = 3;
/** Pixels: around the drawing, and beyond which its links grow no longer. */
const stagePadding = 16;
const longest = 940;

/**
 * @param seek Called with the moment that the reader points at in a graph.
 * @param resized Called when the drawing and the graphs have another width.
 */
export function createPane(
  root: HTMLElement,
  seek: (tUs: number) => void,
  resized: () => void,
  signal: AbortSignal,
): Pane {
  const id = `pane-${root.dataset['pane'] ?? ''}`;
  const stage = find(root, HTMLElement, '[data-stage]');
  const svgs = Object.fromEntries(
    graphNames.map((name) => [name, find(root, SVGSVGElement, `[data-graph="${name}"] .plot`)]),
  ) as Record<(typeof graphNames)[number], SVGSVGElement>;
  const graphs = createGraphs(svgs, id);
  const graph = find(root, HTMLElement, '.graph');
  /** Known from the observer: asking for them would lay the page out in the middle of a change. */
  let stageWidth = stage.clientWidth;
  let graphWidth = graph.clientWidth;
  let played: Played | undefined;
  let ends: Ends | undefined;
  /** What the drawing was made of: its components, and where everything is. */
  let drawnFor = '';
  let drawn = '';
  let draw: ReturnType<typeof createView> | undefined;
  let frame: Frame | undefined;
  /** How busy the components are said to be; held so long that it can be read. */
  let held: readonly ComponentState[] = [];
  let marks: readonly TimeMark[] = [];
  let drawnTitle = '';

  for (const swatch of findAll(root, SVGSVGElement, '[data-swatch]')) {
    drawSwatch(swatch, swatch.dataset['swatch'] ?? '', id);
  }
  for (const svg of Object.values(svgs)) listen(svg);
  const observer = new ResizeObserver(() => {
    if (stage.clientWidth === stageWidth && graph.clientWidth === graphWidth) return;
    stageWidth = stage.clientWidth;
    graphWidth = graph.clientWidth;
    if (!played) return;
    drawStage(played.trace);
    drawGraphs();
    resized();
  });
  observer.observe(stage);
  observer.observe(graph);
  signal.addEventListener('abort', () => {
    observer.disconnect();
  });

  function listen(svg: SVGSVGElement) {
    const go = (event: PointerEvent) => {
      const { left, width } = svg.getBoundingClientRect();
      seek(graphs.momentAt((event.clientX - left) / width, svg.viewBox.baseVal.width));
    };
    svg.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 0) return;
        svg.setPointerCapture(event.pointerId);
        go(event);
      },
      { signal },
    );
    svg.addEventListener(
      'pointermove',
      (event) => {
        if (svg.hasPointerCapture(event.pointerId)) go(event);
      },
      { signal },
    );
  }

  function directionOf(servers: number): Direction {
    return stageWidth >= wideFrom || servers > mostNarrow ? 'wide' : 'narrow';
  }

  function drawStage(trace: Trace) {
    const { run } = trace;
    const servers = run.components.length - 2;
    const program = run.components[1]?.title ?? '';
    const direction = directionOf(servers);
    const length = direction === 'wide' ? Math.min(stageWidth - stagePadding, longest) : 0;
    const place = layout(scenarioOf(run), direction, length);
    // Where everything stays, the view writes what is another text.
    drawnFor = componentsOf(run);
    const key = JSON.stringify([program, place]);
    if (draw && key === drawn) return;
    drawn = key;
    stage.innerHTML = drawingOf(run, stateAt(trace, 0), place, id, words.title(program, servers));
    stage.classList.toggle('is-tall', servers > mostNarrow);
    setText(find(root, HTMLElement, `#${id}-description`), words.description(servers, program));
    draw = createView(find(stage, SVGSVGElement, 'svg'), drawing);
    if (frame) drawFrame(frame);
  }

  /** The frame, with numbers that are held. */
  function drawFrame({ state, ...rest }: Frame) {
    if (!played) return;
    const components = state.components.map((component, index) => ({
      ...component,
      busy: held[index]?.busy ?? component.busy,
    }));
    draw?.(played.trace.run, { ...rest, state: { ...state, components } });
  }

  function drawGraphs() {
    if (!played || !ends) return;
    const { trace, series } = played;
    marks = marksOf(trace, []);
    if (graphWidth === 0) return;
    const servers = serversOf(trace).map((index) => trace.run.components[index]?.title ?? '');
    graphs.show({ series, marks: chartMarks(marks), servers }, ends, graphWidth);
    for (const name of graphNames) {
      const title = find(root, HTMLElement, `[data-graph="${name}"] .graph-title`);
      const note = name === 'queue' ? '' : windowText(name, series);
      setText(find(title, HTMLElement, '[data-window]'), note);
      const pane = drawnTitle === '' ? '' : charts.pane(drawnTitle);
      svgs[name].setAttribute(
        'aria-label',
        charts.label(charts[name].title, pane, peakText(name, played)),
      );
    }
  }

  function moveGraphs(tUs: number, isSlow: boolean) {
    if (!played || !ends) return;
    graphs.move(tUs);
    if (!isSlow) return;
    tellValues(root, played.series, tUs, (shares) => {
      graphs.tell(shares);
    });
  }

  return {
    root,
    show(next, title) {
      played = next;
      ends = undefined;
      frame = undefined;
      held = [];
      drawnTitle = title;
      const heading = find(root, HTMLElement, '[data-pane-title]');
      heading.hidden = title === '';
      setText(heading, title);
      if (componentsOf(next.trace.run) !== drawnFor) draw = undefined;
    },
    showDrawing() {
      if (played) drawStage(played.trace);
    },
    showGraphs(next, tUs) {
      ends = next;
      drawGraphs();
      moveGraphs(tUs, true);
    },
    marks: () => marks,
    move(tUs, isSlow, followed) {
      if (!played) return undefined;
      const { trace } = played;
      frame = frameAt(trace, tUs, followed);
      const { state } = frame;
      if (isSlow || held.length === 0) held = state.components;
      drawFrame(frame);
      moveGraphs(tUs, isSlow);
      if (isSlow) showSums(root, state);
      return state;
    },
    describe: () => (played && frame ? describe(played.trace.run, frame) : ''),
  };
}

const componentsOf = ({ components }: Trace['run']): string =>
  JSON.stringify(components.map(({ id, title }) => [id, title]));

function tellValues(
  root: ParentNode,
  series: Series,
  tUs: number,
  tellShares: (shares: readonly string[]) => void,
) {
  const step = stepOf(series, tUs);
  const tell = (name: string, text: string) => {
    setText(find(root, HTMLElement, `[data-value="${name}"]`), text);
  };
  for (const name of ['answered', 'failed', 'dropped'] as const) {
    tell(name, `${Math.round(series[name][step] ?? 0)}${charts.rates.unit}`);
  }
  for (const name of ['p50', 'p95', 'p99'] as const) tell(name, latency(series[name][step] ?? NaN));
  tell('waiting', String(series.queue[step] ?? 0));
  tellShares(series.shares.map((shares) => percent(shares[step] ?? NaN)));
}

export function percent(share: number): string {
  return Number.isNaN(share) ? charts.none : `${Math.round(share * 100)} %`;
}

function windowText(name: 'rates' | 'latency' | 'shares', { windowUs }: Series): string {
  const seconds = ((name === 'rates' ? 1 : 2) * windowUs) / 1_000_000;
  return charts.window(`${seconds} s`);
}

/** The highest point of a graph, for those who do not see it. */
function peakText(name: (typeof graphNames)[number], { series }: Played): string {
  if (name === 'shares') return '';
  const values = { rates: series.failed, latency: series.p99, queue: series.queue }[name];
  const most = values.reduce((top, each) => (each > top ? each : top), 0);
  const time = moment((series.timesUs[values.indexOf(most)] ?? 0) / 1000);
  const text = {
    rates: `${Math.round(most)}${charts.rates.unit} ${charts.failed}`,
    latency: `${charts.p99} ${latency(most)}`,
    queue: String(most),
  }[name];
  return charts.peak(text, time);
}

function chartMarks(marks: readonly TimeMark[]): ChartMark[] {
  return marks.flatMap(({ tUs, kind }) =>
    kind === 'fault' || kind === 'down' || kind === 'up' ? [{ tUs, kind }] : [],
  );
}
