/** Fills the parts around the drawing: sums, table, log, configuration, marks, interventions. */
import { select } from 'd3';
import type { ConfigLine } from '#config/line.ts';
import { find, setText } from '#lib/dom.ts';
import type { RunEvent } from '#sim/run.ts';
import type { SystemState } from '#sim/state.ts';
import { config, faults, log, moment, states, timeline } from '#strings/flow.ts';
import { diffLines } from './diff.ts';
import type { LogEntry } from './log.ts';
import type { RequestRow } from './rows.ts';
import { segments } from './segments.ts';
import type { PlacedMark, TimeMark } from './timeline.ts';

/** How each number of the sums is found. */
const sums = {
  arrived: (state: SystemState) => state.arrived,
  answered: (state: SystemState) => state.answered,
  failed: (state: SystemState) => state.failed,
  dropped: (state: SystemState) => state.dropped,
  'in-flight': ({ arrived, answered, failed, dropped }: SystemState) =>
    arrived - answered - failed - dropped,
} as const;

export function showSums(root: ParentNode, state: SystemState): void {
  for (const [key, value] of Object.entries(sums)) {
    const cell = find(root, HTMLElement, `[data-sum="${key}"]`);
    const number = value(state);
    setText(cell, String(number));
    cell.parentElement?.classList.toggle('is-zero', number === 0);
  }
}

export function showRows(root: ParentNode, rows: readonly RequestRow[]): void {
  select(find(root, HTMLElement, '[data-rows]'))
    .selectAll<HTMLTableRowElement, RequestRow>('tr')
    .data(rows)
    .join('tr')
    .attr('class', ({ outcome }) => `is-${outcome}`)
    .selectAll<HTMLTableCellElement, string | number>('td')
    .data(({ number, time, server, status, total }) => [number, time, server, status, total])
    .join('td')
    .text((cell) => cell);
}

export function showLog(root: ParentNode, entries: readonly LogEntry[], tMs: number): void {
  setText(
    find(root, HTMLElement, '[data-log-caption]'),
    entries.length === 0 ? log.none : log.caption(moment(tMs, 2)),
  );
  select(find(root, HTMLElement, '[data-log]'))
    .selectAll<HTMLTableRowElement, LogEntry>('tr')
    .data(entries)
    .join('tr')
    .attr('class', ({ rank }) => `is-rank-${rank}`)
    .selectAll<HTMLTableCellElement, string>('td')
    .data(({ tUs, text }) => [moment(tUs / 1000, 2), text])
    .join('td')
    .text((cell) => cell);
}

/** The configuration; lines that differ from the scenario's are marked. */
export function showConfig(
  root: ParentNode,
  before: readonly ConfigLine[],
  after: readonly ConfigLine[],
): void {
  const code = root.querySelector('[data-config] code');
  if (!code) return;
  const text = ({ text: words }: ConfigLine) => words;
  const lines = diffLines(before.map(text), after.map(text));
  const elements = { same: 'span', added: 'ins', removed: 'del' } as const;
  code.replaceChildren(
    ...lines.map(({ text: words, change }) => {
      const line = document.createElement(elements[change]);
      line.textContent = `${words}\n`;
      return line;
    }),
  );
  const changed = lines.filter(({ change }) => change !== 'same').length;
  setText(find(root, HTMLElement, '[data-config-note]'), config.changed(changed));
}

/** The marks under the scrubber. */
export function showMarks(root: ParentNode, marks: readonly PlacedMark[]): void {
  const placed = select(find(root, HTMLElement, '[data-marks]'))
    .selectAll<HTMLElement, PlacedMark>('span.mark')
    .data(marks)
    .join((enter) => {
      const mark = enter.append('span');
      mark.append('span').attr('class', 'tick');
      mark.append('span').attr('class', 'label');
      return mark;
    })
    .attr('class', ({ mark, lane }) => `mark is-${mark.kind} is-lane-${lane}`);
  placed.select('.tick').style('inset-inline-start', ({ share }) => `${share * 100}%`);
  placed
    .select('.label')
    .text(({ mark, lane }) => (lane < 0 ? '' : mark.label))
    .style('inset-inline-start', ({ x }) => `${x}px`);
}

/** The same marks as a list of buttons. */
export function showEvents(root: ParentNode, marks: readonly TimeMark[]): void {
  select(find(root, HTMLElement, '[data-events]'))
    .selectAll<HTMLLIElement, TimeMark>('li')
    .data(marks)
    .join((enter) => {
      const item = enter.append('li');
      item.append('button').attr('type', 'button').attr('data-act', 'go');
      return item;
    })
    .select('button')
    .attr('data-t', ({ tUs }) => tUs)
    .text(({ tUs, text }) => timeline.go(moment(tUs / 1000, 2), plain(text)));
}

export function showInterventions(
  root: ParentNode,
  events: readonly RunEvent[],
  titleOf: (component: string) => string,
): void {
  const made = root.querySelector<HTMLElement>('[data-made]');
  if (!made) return;
  made.hidden = events.length === 0;
  select(find(made, HTMLElement, '[data-interventions]'))
    .selectAll<HTMLLIElement, RunEvent>('li')
    .data(events)
    .join('li')
    .text(({ t_ms, component, action }) =>
      faults.intervention(moment(t_ms, 2), titleOf(component), states[action]),
    );
}

/** Sets a text in which backquotes make code. */
export function setInline(element: Element, text: string): void {
  if (element.textContent === plain(text)) return;
  element.replaceChildren(
    ...segments(text).map((segment) => {
      if (!segment.code) return segment.text;
      const code = document.createElement('code');
      code.textContent = segment.text;
      return code;
    }),
  );
}

function plain(text: string): string {
  return text.replaceAll('`', '');
}
