/** Draws rates over time, as far as the run has come. */
import { inWindow } from '#sim/monitoring/rate.ts';
import type { Span } from '#sim/monitoring/judge.ts';
import { ratesPanel } from '#strings/measuring.ts';
import { stepUs, windows, type Rates } from './rates-series.ts';

/** What is shown besides the rates: a rule, and what it is held against. */
export interface RuleCourse {
  readonly limit: number;
  /** What the rule saw at each evaluation. */
  readonly values: readonly { readonly tUs: number; readonly value: number | undefined }[];
  readonly troubles: readonly Span[];
  readonly pending: readonly Span[];
  readonly firing: readonly Span[];
}

const margin = { left: 34, right: 12, top: 10 };
const plotHeight = 150;
const stripHeight = 13;
const axisHeight = 20;
const tickEvery = 50;

const svgElement = (name: string, attributes: Readonly<Record<string, string | number>>) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
};

/** @param width In pixels, which are the drawing's units, so that its texts keep their size. */
export function drawChart(
  svg: SVGSVGElement,
  width: number,
  endUs: number,
  rates: Rates,
  tUs: number,
  rule?: RuleCourse,
): void {
  const top = Math.max(
    tickEvery,
    ...rates.lines.flatMap((line) => line.map((rate) => rate ?? 0)),
    rule?.limit ?? 0,
    ...(rule?.values.map(({ value }) => value ?? 0) ?? []),
  );
  const strips = rule ? 2 : 0;
  const bottom = margin.top + plotHeight;
  const height = bottom + strips * (stripHeight + 4) + axisHeight;
  const x = (time: number) => margin.left + (time / endUs) * (width - margin.left - margin.right);
  const y = (rate: number) => bottom - (rate / (1.06 * top)) * plotHeight;
  const text = (content: string, attributes: Readonly<Record<string, string | number>>) => {
    const element = svgElement('text', attributes);
    element.textContent = content;
    return element;
  };
  const path = (points: readonly (readonly [number, number] | undefined)[], kind: string) => {
    let pen = 'M';
    const d = points
      .map((point) => {
        const step = point ? `${pen}${x(point[0]).toFixed(1)} ${y(point[1]).toFixed(1)}` : '';
        pen = point ? 'L' : 'M';
        return step;
      })
      .join('');
    return svgElement('path', { class: `line ${kind}`, d });
  };
  const strip = (spans: readonly Span[], row: number, kind: string) =>
    spans
      .filter(({ fromUs }) => fromUs <= tUs)
      .map(({ fromUs, untilUs }) =>
        svgElement('rect', {
          class: kind,
          x: x(fromUs).toFixed(1),
          y: bottom + 4 + row * (stripHeight + 4),
          width: Math.max(1.5, x(Math.min(untilUs, tUs)) - x(fromUs)).toFixed(1),
          height: stripHeight,
        }),
      );

  const ticks = Array.from({ length: Math.floor(top / tickEvery) + 1 }, (_, n) => n * tickEvery);
  const secondsPerTick = endUs <= 60_000_000 ? 10 : 30;
  const times = Array.from(
    { length: Math.floor(endUs / 1_000_000 / secondsPerTick) + 1 },
    (_, n) => n * secondsPerTick,
  );
  const steps = Math.floor(tUs / stepUs) + 1;

  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('height', String(height));
  svg.replaceChildren(
    ...ticks.flatMap((tick) => [
      svgElement('path', {
        class: 'grid',
        d: `M${margin.left} ${y(tick)}H${width - margin.right}`,
      }),
      text(String(tick), {
        class: 'tick',
        x: margin.left - 6,
        y: y(tick) + 4,
        'text-anchor': 'end',
      }),
    ]),
    ...times.map((second) =>
      text(`${second} s`, {
        class: 'tick',
        x: x(second * 1_000_000),
        y: height - 5,
        'text-anchor': second === 0 ? 'start' : second * 1_000_000 === endUs ? 'end' : 'middle',
      }),
    ),
    ...(rule
      ? [
          svgElement('path', {
            class: 'limit',
            d: `M${margin.left} ${y(rule.limit)}H${width - margin.right}`,
          }),
          text(ratesPanel.limit(rule.limit), {
            class: 'limit-text',
            x: width - margin.right,
            y: y(rule.limit) - 4,
            'text-anchor': 'end',
          }),
        ]
      : []),
    ...rates.lines.map((line, n) =>
      path(
        line
          .slice(0, steps)
          .map((rate, step) => (rate === undefined ? undefined : [step * stepUs, rate])),
        `window-${windows[n] ?? 0}`,
      ),
    ),
    ...(rule
      ? [
          path(
            inWindow(rule.values, tUs, tUs).map(({ tUs: time, value }) =>
              value === undefined ? undefined : [time, value],
            ),
            'rule',
          ),
          ...strip(rule.troubles, 0, 'trouble'),
          ...strip(rule.pending, 1, 'pending'),
          ...strip(rule.firing, 1, 'firing'),
        ]
      : []),
    ...(tUs > 0
      ? [svgElement('path', { class: 'now', d: `M${x(tUs)} ${margin.top}V${bottom}` })]
      : []),
  );
}
