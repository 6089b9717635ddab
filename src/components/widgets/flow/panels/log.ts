/** The panel of the access log: its last lines, those of the second under way marked, and all of it to download. */
import { fill, find, setText } from '#lib/dom.ts';
import { save } from '#lib/save.ts';
import { accessLines, formatLines, type AccessLine } from '#sim/monitoring/access-log.ts';
import { upTo } from '#sim/monitoring/windows.ts';
import type { Trace } from '#sim/trace.ts';
import { logPanel } from '#strings/measuring.ts';
import { shownLines } from './log-lines.ts';
import type { CreatePanel } from './panel.ts';
import { loggingComponent } from './rates-series.ts';

export const createPanel: CreatePanel = (root) => {
  const list = find(root, HTMLElement, '[data-lines]');
  const note = find(root, HTMLElement, '[data-note]');
  let log: { trace: Trace; lines: readonly AccessLine[]; times: readonly number[] } | undefined;
  let shownUs = 0;

  function logOf(trace: Trace) {
    if (log?.trace === trace) return log;
    const lines = accessLines(trace, loggingComponent(trace.run));
    return (log = { trace, lines, times: lines.map(({ endUs }) => endUs) });
  }

  find(root, HTMLButtonElement, '[data-act="download-log"]').onclick = () => {
    if (!log) return;
    const lines = formatLines(log.trace, log.lines.slice(0, upTo(log.times, shownUs)));
    const text = lines.map((line) => `${line}\n`).join('');
    save(logPanel.file, new Blob([text], { type: 'text/plain' }));
  };

  return {
    show(trace, tUs) {
      const { lines, times } = logOf(trace);
      shownUs = tUs;
      const end = upTo(times, tUs);
      const shown = lines.slice(Math.max(0, end - shownLines), end);
      const texts = formatLines(trace, shown);
      // At its end a second is over, and still the one that is looked at.
      const second = Math.max(0, Math.ceil(tUs / 1_000_000) - 1);
      const inSecond = end - upTo(times, second * 1_000_000 - 1);
      setText(note, `${logPanel.lines(end)} · ${logPanel.inSecond(second, inSecond)}`);
      fill(list, 'li', texts.length > 0 ? texts : [logPanel.none], (item, text) => {
        setText(item, text);
      });
      [...list.children].forEach((item, n) => {
        const endUs = shown[n]?.endUs ?? -1;
        item.classList.toggle('is-now', Math.floor(endUs / 1_000_000) === second);
      });
    },
  };
};
