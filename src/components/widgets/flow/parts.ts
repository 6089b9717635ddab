/** Fills the parts around the drawing: sums, table, log, configuration, marks, interventions. */
import { fill, find, setText } from '#lib/dom.ts';
import type { Run, RunEvent } from '#sim/run.ts';
import type { SystemState } from '#sim/state.ts';
import { faults, log, moment, narration, table, timeline } from '#strings/flow.ts';
import { actionWords } from './lexicon.ts';
import type { LogEntry } from './log.ts';
import type { RequestRow } from './rows.ts';
import { segments } from './segments.ts';
import type { PlacedMark, TimeMark } from './timeline.ts';
import { titleOf } from './words.ts';

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
    // Only clients that have a timeout give up.
    if (key === 'dropped' && cell.parentElement) cell.parentElement.hidden = number === 0;
  }
}

/**
 * The request table.
 * @param opens Makes each number a button that opens the request.
 */
export function showRows(root: ParentNode, rows: readonly RequestRow[], opens = false): void {
  fill(find(root, HTMLElement, '[data-rows]'), 'tr', rows, (line, row) => {
    line.className = `is-${row.outcome}`;
    const texts = [String(row.number), row.time, row.server, row.status, row.total];
    fill(line, 'td', texts, (cell, text) => {
      if (opens && cell === line.firstElementChild) showOpener(cell, row.number);
      else setText(cell, text);
    });
  });
}

function showOpener(cell: Element, number: number) {
  const text = String(number);
  if (!cell.firstElementChild) cell.replaceChildren();
  fill(cell, 'button', [text], (button) => {
    setText(button, text);
    button.type = 'button';
    button.dataset['act'] = 'request';
    button.dataset['request'] = String(number - 1);
    button.ariaLabel = table.openRow(number);
  });
}

export function showLog(root: ParentNode, entries: readonly LogEntry[], tMs: number): void {
  setText(
    find(root, HTMLElement, '[data-log-caption]'),
    entries.length === 0 ? log.none : log.caption(moment(tMs, 2)),
  );
  fill(find(root, HTMLElement, '[data-log]'), 'tr', entries, (line, { tUs, rank, text }) => {
    line.className = `is-rank-${rank}`;
    showCells(line, [moment(tUs / 1000, 2), text]);
  });
}

function showCells(line: Element, texts: readonly string[]) {
  fill(line, 'td', texts, setText);
}

/** Tells how wide a label under the scrubber is, in pixels. */
export function createLabelWidth(root: ParentNode): (label: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const { fontFamily } = getComputedStyle(find(root, HTMLElement, '[data-marks]'));
  if (context) context.font = `${labelSize}px ${fontFamily}`;
  return (label) => context?.measureText(label).width ?? (label.length * labelSize) / 2;
}

/** As in the style sheet, in pixels. */
const labelSize = 11.5;

/** The marks under the scrubber. */
export function showMarks(root: ParentNode, marks: readonly PlacedMark[]): void {
  fill(
    find(root, HTMLElement, '[data-marks]'),
    'span',
    marks,
    (element, { mark, lane, share, x }) => {
      element.className = `mark is-${mark.kind} is-lane-${lane}`;
      fill(element, 'span', ['tick', 'label'], (part, name) => {
        part.className = name;
        const isTick = name === 'tick';
        part.style.insetInlineStart = isTick ? `${share * 100}%` : `${x}px`;
        setText(part, isTick || lane < 0 ? '' : mark.label);
      });
    },
  );
}

/** The same marks as a list of buttons. */
export function showEvents(root: ParentNode, marks: readonly TimeMark[]): void {
  fill(find(root, HTMLElement, '[data-events]'), 'li', marks, (item, { tUs, text }) => {
    fill(item, 'button', [text], (button) => {
      button.type = 'button';
      button.dataset['act'] = 'go';
      button.dataset['t'] = String(tUs);
      setText(button, timeline.go(moment(tUs / 1000, 2), plain(text)));
    });
  });
}

export function showInterventions(root: ParentNode, events: readonly RunEvent[], run: Run): void {
  const made = root.querySelector<HTMLElement>('[data-made]');
  if (!made) return;
  made.hidden = events.length === 0;
  const list = find(made, HTMLElement, '[data-interventions]');
  fill(list, 'li', events, (item, { t_ms, component, action, value }) => {
    const isHost = run.hosts.some(({ id }) => id === component);
    const { state } = actionWords(action, isHost);
    setText(
      item,
      faults.intervention(moment(t_ms, 2), titleOf(run, component), faults.about(state, value)),
    );
  });
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

/** What the strip under the drawing says as long as there is nothing to tell. */
export function startText(tUs: number, lessMotion: boolean): string {
  if (tUs > 0) return narration.uneventful;
  return lessMotion ? narration.startReduced : narration.start;
}
