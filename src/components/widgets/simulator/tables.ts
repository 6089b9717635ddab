/** The numbers of the runs as tables, and their differences in words. */
import { fill, find, setText } from '#lib/dom.ts';
import { moment } from '#strings/flow.ts';
import { charts, latency, results } from '#strings/simulator.ts';
import { percent } from './pane.ts';
import type { Played } from './play.ts';
import { serversOf } from './series.ts';
import { differenceText, differences, summaryKeys, valueText, type Summary } from './summary.ts';

export function showResults(root: ParentNode, a: Summary, b: Summary | undefined): void {
  const heads = b
    ? [results.metric, results.a, results.b, results.difference]
    : [results.metric, results.run];
  showHead(find(root, HTMLElement, '[data-results-head]'), heads);
  fill(find(root, HTMLElement, '[data-results]'), 'tr', summaryKeys, (row, key) => {
    const cells = b
      ? [valueText(key, a), valueText(key, b), differenceText(key, a, b)]
      : [valueText(key, a)];
    showRow(row, results.rows[key], cells);
    row.classList.toggle('differs', b !== undefined && valueText(key, a) !== valueText(key, b));
  });
}

export function showDifferences(box: HTMLElement, a: Summary, b: Summary | undefined): void {
  fill(box, 'p', b ? differences(a, b) : [], setText);
}

/** The graphs' numbers, a row for about every second. */
export function showNumbers(root: ParentNode, played: readonly Played[]): void {
  const [first] = played;
  if (!first) return;
  const names = ['A', 'B'];
  const prefix = (index: number) => (played.length > 1 ? `${names[index] ?? ''} ` : '');
  const heads = played.flatMap(({ trace }, index) =>
    [
      charts.answered,
      charts.failed,
      charts.dropped,
      charts.p50,
      charts.p95,
      charts.p99,
      charts.waiting,
      ...serversOf(trace).map((server) => trace.run.components[server]?.title ?? ''),
    ].map((head) => prefix(index) + head),
  );
  showHead(find(root, HTMLElement, '[data-numbers-head]'), [charts.time, ...heads]);
  const { timesUs, stepUs } = first.series;
  const every = Math.max(1, Math.round(1_000_000 / stepUs));
  const steps = timesUs.map((_, step) => step).filter((step) => step % every === 0);
  fill(find(root, HTMLElement, '[data-numbers]'), 'tr', steps, (row, step) => {
    const cells = played.flatMap(({ series }) => [
      ...[series.answered, series.failed, series.dropped].map((rate) =>
        (rate[step] ?? 0).toFixed(1).replace('.0', ''),
      ),
      ...[series.p50, series.p95, series.p99].map((value) =>
        latency(value[step] ?? NaN).replace(' ms', ''),
      ),
      String(series.queue[step] ?? 0),
      ...series.shares.map((shares) => percent(shares[step] ?? NaN)),
    ]);
    showRow(row, moment((timesUs[step] ?? 0) / 1000), cells);
  });
}

function showHead(head: HTMLElement, texts: readonly string[]) {
  fill(head, 'tr', [texts], (row) => {
    fill(row, 'th', texts, (cell, text) => {
      cell.scope = 'col';
      setText(cell, text);
    });
  });
}

function showRow(row: HTMLTableRowElement, title: string, cells: readonly string[]) {
  if (row.children.length !== cells.length + 1) {
    const head = document.createElement('th');
    head.scope = 'row';
    row.replaceChildren(head, ...cells.map(() => document.createElement('td')));
  }
  const [head, ...rest] = row.children;
  if (head) setText(head, title);
  rest.forEach((cell, index) => {
    setText(cell, cells[index] ?? '');
  });
}
