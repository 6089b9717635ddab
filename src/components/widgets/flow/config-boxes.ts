/** The configuration files beside a figure as they change; loaded when the first one does. */
import { loadFiles } from '#config/files.ts';
import type { ConfigLine } from '#config/line.ts';
import { find, setText } from '#lib/dom.ts';
import { modulesOf } from '#sim/modules.ts';
import type { Run } from '#sim/run.ts';
import { config } from '#strings/flow.ts';
import { diffLines, type DiffLine } from './diff.ts';

/**
 * @returns What shows the files of a run, and what differs from those of the run that the page was built with.
 * @throws Error when the network fails.
 */
export async function createConfigBoxes(root: ParentNode, built: Run): Promise<(run: Run) => void> {
  const filesOf = await loadFiles(modulesOf(built));
  const before = filesOf(built);
  return (run) => {
    for (const { id, lines } of filesOf(run)) {
      const box = root.querySelector(`[data-file="${id}"]`);
      if (box) showConfig(box, before.find((file) => file.id === id)?.lines ?? [], lines);
    }
  };
}

/** A configuration file; lines that differ from the scenario's are marked. */
export function showConfig(
  box: ParentNode,
  before: readonly ConfigLine[],
  after: readonly ConfigLine[],
): void {
  const code = box.querySelector('[data-config] code');
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
  const linesThat = (what: DiffLine['change']) =>
    lines.filter(({ change }) => change === what).length;
  const changed = Math.max(linesThat('added'), linesThat('removed'));
  setText(find(box, HTMLElement, '[data-config-note]'), config.changed(changed));
}
