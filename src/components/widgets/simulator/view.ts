import { axisBottom, axisLeft, nice, select, ticks, type Selection } from 'd3';
import { areaPath, linePath } from './paths.ts';
import { linearScale, logScale, type Scale } from './scale.ts';
import type { Series } from './series.ts';

/** A moment to mark: something breaks, is marked DOWN, or is back. */
export interface ChartMark {
  readonly tUs: number;
  readonly kind: 'fault' | 'down' | 'up';
}

/** What one run shows. */
export interface ChartInput {
  readonly series: Series;
  readonly marks: readonly ChartMark[];
  /** The servers' titles, in the order of the series. */
  readonly servers: readonly string[];
}

/** The ends of the axes, so that two runs can be compared. */
export interface Ends {
  readonly endUs: number;
  readonly rate: number;
  /** Milliseconds. */
  readonly latency: readonly [least: number, most: number];
  readonly queue: number;
}

export const graphNames = ['rates', 'latency', 'queue', 'shares'] as const;
export type GraphName = (typeof graphNames)[number];

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;
type Group = Selection<SVGGElement, unknown, null, undefined>;

const margin = { top: 14, right: 44, bottom: 20, left: 48 };
const heights = { rates: 170, latency: 170, queue: 120, shares: 0 } as const;
const rowHeight = 24;
const signs = { fault: '✕', down: '↓', up: '↑' } as const;
const outcomes = ['answered', 'failed', 'dropped'] as const;
const percentiles = ['p50', 'p95', 'p99'] as const;
/** The marks on the lines, drawn every so many steps. */
const markers = {
  p50: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z',
  p95: 'M-3-3H3V3H-3Z',
  p99: 'M0-4L3.8 3H-3.8Z',
} as const;
const markEvery = 12;

/** The ends that all runs have room in. */
export function endsOf(endUs: number, all: readonly Series[]): Ends {
  const top = (numbers: readonly number[]) =>
    numbers.reduce((most, each) => (each > most ? each : most), 0);
  const bottom = (numbers: readonly number[]) =>
    numbers.reduce((least, each) => (each < least ? each : least), Infinity);
  const sums = all.map(({ answered, failed, dropped }) =>
    top(answered.map((rate, step) => rate + (failed[step] ?? 0) + (dropped[step] ?? 0))),
  );
  const least = bottom(all.map(({ p50 }) => bottom(p50)));
  return {
    endUs,
    rate: Math.max(top(sums), 1),
    latency: [
      Number.isFinite(least) ? Math.max(least * 0.8, 1) : 1,
      Math.max(top(all.map(({ p99 }) => top(p99))) * 1.25, 10),
    ],
    queue: Math.max(top(all.map(({ queue }) => top(queue))), 4),
  };
}

/**
 * Draws the graphs of one run into the `<svg>`s that it is given. It keeps no clock and asks nothing of the page.
 * @param id Unique on the page: patterns are found by it.
 */
export function createGraphs(svgs: Readonly<Record<GraphName, SVGSVGElement>>, id: string) {
  let x = linearScale([0, 1], [0, 1]);

  function show(input: ChartInput, ends: Ends, width: number): void {
    x = linearScale(
      [0, ends.endUs],
      [margin.left, Math.max(width - margin.right, margin.left + 40)],
    );
    const { series } = input;
    const across = (name: GraphName) => [heights[name] - margin.bottom, margin.top] as const;
    const counts = (most: number) => nice(0, most, 10);
    const rate = linearScale(counts(ends.rate), across('rates'));
    drawRates(begin('rates', width, input, rate), rate, series);
    const latency = logScale(ends.latency, across('latency'));
    drawLatency(begin('latency', width, input, latency), latency, series);
    const queue = linearScale(counts(ends.queue), across('queue'));
    drawQueue(begin('queue', width, input, queue), queue, series);
    drawShares(input, width);
    // What is drawn of the moments lies over what is drawn of the run.
    for (const name of graphNames) select(svgs[name]).selectChildren('.moments, .cursor').raise();
  }

  function begin(name: GraphName, width: number, input: ChartInput, y: Scale): Svg {
    const height = heights[name];
    const root = clear(svgs[name], width, height);
    drawAxis(root, 'is-value', [...y.domain(), width], (group) => {
      const [least = 0, most = 0] = y.domain();
      const isTime = name === 'latency';
      const axis = axisLeft(y)
        .tickValues(isTime ? logTicks(y) : ticks(least, most, 4))
        .tickFormat((value) => (isTime ? timeText : countText)(Number(value)))
        .tickSizeOuter(0)
        .tickSizeInner(margin.left - (x.range()[1] ?? 0));
      group.attr('transform', `translate(${margin.left} 0)`).call(axis);
    });
    drawTime(root, width, height);
    drawMarks(root, input.marks, height);
    return root;
  }

  /** An axis stays while it is the same: it costs more than all that is drawn in it. */
  function drawAxis(root: Svg, name: string, key: readonly number[], draw: (group: Group) => void) {
    const kept = root.select<SVGGElement>(`.axis.${name}`);
    if (kept.attr('data-key') === key.join()) return;
    kept.selectChildren().remove();
    draw(kept.attr('data-key', key.join()));
  }

  function clear(svg: SVGSVGElement, width: number, height: number): Svg {
    const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`).attr('height', height);
    root.selectChildren(':not(.axis)').remove();
    if (root.select('.axis').empty()) {
      for (const name of ['is-value', 'is-time']) root.append('g').attr('class', `axis ${name}`);
    }
    return root;
  }

  function drawTime(root: Svg, width: number, height: number) {
    const [start = 0, end = 0] = x.range();
    drawAxis(root, 'is-time', [...x.domain(), width, height], (group) => {
      group.attr('transform', `translate(0 ${height - margin.bottom})`).call(
        axisBottom(x)
          .tickValues(timeTicks(x, Math.floor((end - start) / 70)))
          .tickFormat((tUs) => `${Number(tUs) / 1_000_000} s`)
          .tickSizeOuter(0),
      );
    });
    root
      .append('line')
      .attr('class', 'cursor')
      .attr('y1', margin.top - 4)
      .attr('y2', height - margin.bottom);
  }

  function drawMarks(root: Svg, marks: readonly ChartMark[], height: number) {
    const groups = root
      .append('g')
      .attr('class', 'moments')
      .selectAll('g')
      .data(marks)
      .join('g')
      .attr('class', ({ kind }) => `moment is-${kind}`)
      .attr('transform', ({ tUs }) => `translate(${x(tUs)} 0)`);
    groups
      .append('line')
      .attr('y1', margin.top)
      .attr('y2', height - margin.bottom);
    groups
      .append('text')
      .attr('y', margin.top - 3)
      .text(({ kind }) => signs[kind]);
  }

  function drawRates(root: Svg, y: Scale, series: Series) {
    patterns(root, id);
    const base = series.timesUs.map(() => 0);
    for (const outcome of outcomes) {
      const from = [...base];
      series[outcome].forEach((rate, step) => (base[step] = (base[step] ?? 0) + rate));
      const isEmpty = series[outcome].every((rate) => rate === 0);
      if (isEmpty) continue;
      root
        .append('path')
        .attr('class', `area is-${outcome}`)
        .attr('fill', fillOf(outcome, id))
        .attr('d', areaPath(series.timesUs.map(x), from.map(y), base.map(y)));
    }
  }

  function drawLatency(root: Svg, y: Scale, series: Series) {
    for (const name of percentiles) {
      const values = series[name];
      root
        .append('path')
        .attr('class', `line is-${name}`)
        .attr('d', linePath(series.timesUs.map(x), values.map(y)));
      const offset = percentiles.indexOf(name) * 4;
      root
        .append('g')
        .attr('class', `points is-${name}`)
        .selectAll('path')
        .data(
          values.flatMap((value, step) => {
            const isMarked = (step + offset) % markEvery === 0 && Number.isFinite(value);
            return isMarked ? [`translate(${x(series.timesUs[step] ?? 0)} ${y(value)})`] : [];
          }),
        )
        .join('path')
        .attr('d', markers[name])
        .attr('transform', (place) => place);
    }
  }

  function drawQueue(root: Svg, y: Scale, series: Series) {
    const d = areaPath(
      series.timesUs.map(x),
      series.queue.map(() => y(0)),
      series.queue.map(y),
    );
    root.append('path').attr('class', 'area is-waiting').attr('d', d);
  }

  /** A row for each server: no color has to tell them apart. */
  function drawShares({ series, marks, servers }: ChartInput, width: number) {
    const height = margin.top + servers.length * rowHeight + margin.bottom;
    const root = clear(svgs.shares, width, height);
    drawMarks(root, marks, height);
    const most = Math.max(0.25, ...series.shares.flat().filter((share) => Number.isFinite(share)));
    const rows = root
      .append('g')
      .selectAll('g')
      .data(series.shares)
      .join('g')
      .attr('class', 'share')
      .attr('transform', (_, row) => `translate(0 ${margin.top + (row + 1) * rowHeight})`);
    rows
      .append('text')
      .attr('class', 'share-name')
      .attr('x', margin.left - 6)
      .attr('y', -5)
      .text((_, row) => servers[row] ?? '');
    rows
      .append('path')
      .attr('class', 'area is-share')
      .attr('d', (shares) =>
        areaPath(
          series.timesUs.map(x),
          shares.map(() => 0),
          shares.map((share) => -(share / most) * (rowHeight - 4)),
        ),
      );
    rows
      .append('line')
      .attr('class', 'base')
      .attr('x1', margin.left)
      .attr('x2', x.range()[1] ?? 0);
    rows
      .append('text')
      .attr('class', 'share-value')
      .attr('x', (x.range()[1] ?? 0) + 5)
      .attr('y', -5);
    drawTime(root, width, height);
  }

  return {
    show,
    /** Puts the cursor at a moment. */
    move(tUs: number): void {
      for (const name of graphNames) {
        select(svgs[name])
          .select('.cursor')
          .attr('transform', `translate(${x(tUs)} 0)`);
      }
    },
    /** Writes the servers' shares at a moment beside them. */
    tell(shares: readonly string[]): void {
      select(svgs.shares)
        .selectAll('.share-value')
        .text((_, row) => shares[row] ?? '');
    },
    /** The moment, in µs, at a place of a graph, from 0 to 1 of its width. */
    momentAt(share: number, width: number): number {
      const [, end = 0] = x.domain();
      return Math.min(Math.max(Math.round(x.invert(share * width)), 0), end);
    },
  };
}

/** Draws what stands for a line or an area in the legend. */
export function drawSwatch(svg: SVGSVGElement, name: string, id: string): void {
  const root: Svg = select(svg);
  root.selectChildren().remove();
  const percentile = percentiles.find((each) => each === name);
  if (percentile) {
    root.append('path').attr('class', `line is-${percentile}`).attr('d', 'M0 6H22');
    root
      .append('g')
      .attr('class', `points is-${percentile}`)
      .append('path')
      .attr('d', markers[percentile])
      .attr('transform', 'translate(11 6)');
    return;
  }
  root
    .append('rect')
    .attr('class', `area is-${name}`)
    .attr('fill', fillOf(name, id))
    .attr('width', 22)
    .attr('height', 12);
}

function fillOf(name: string, id: string): string | null {
  return name === 'failed' || name === 'dropped' ? `url(#${id}-${name})` : null;
}

/** Failed requests are hatched and dropped ones dotted, so that color is not needed. */
function patterns(root: Svg, id: string) {
  const defs = root.append('defs');
  const pattern = (name: string) =>
    defs
      .append('pattern')
      .attr('id', `${id}-${name}`)
      .attr('class', `pattern is-${name}`)
      .attr('width', 6)
      .attr('height', 6)
      .attr('patternUnits', 'userSpaceOnUse');
  const failed = pattern('failed').attr('patternTransform', 'rotate(45)');
  failed.append('rect').attr('width', 6).attr('height', 6);
  failed.append('path').attr('d', 'M1.5 0V6');
  const dropped = pattern('dropped');
  dropped.append('rect').attr('width', 6).attr('height', 6);
  dropped.append('circle').attr('cx', 3).attr('cy', 3).attr('r', 1.6);
}

/** Thousands have a k: 1.5k. */
const countText = (count: number) => (count < 1000 ? String(count) : `${count / 1000}k`);

const timeText = (ms: number) => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);

/** 1, 2 and 5 times the powers of ten; of many, only the powers. */
function logTicks(y: Scale): number[] {
  const [least = 1, most = 1] = y.domain();
  const all = [1, 10, 100, 1000, 10_000, 100_000].flatMap((power) => [power, 2 * power, 5 * power]);
  const inside = all.filter((tick) => tick >= least && tick <= most);
  return inside.length > 6 ? inside.filter((tick) => /^10*$/.test(String(tick))) : inside;
}

/** Whole seconds, evenly spaced. */
function timeTicks(x: Scale, most: number): number[] {
  const [, end = 0] = x.domain();
  const step = [1, 2, 5, 10, 20, 30, 60].find(
    (seconds) => end / 1e6 / seconds <= Math.max(most, 2),
  );
  const stepUs = (step ?? 60) * 1_000_000;
  return Array.from({ length: Math.floor(end / stepUs) + 1 }, (_, n) => n * stepUs);
}
