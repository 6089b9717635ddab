/** The configuration files beside a figure, kept in step with its run. */
import type { Run } from '#sim/run.ts';

/**
 * Shows the files of a run, and what differs from those of the run that the page was built with. As long as nothing differs
 * they are left as built, and nothing is loaded.
 */
export type ShowConfiguration = (run: Run, isAsBuilt: boolean) => void;

export function createConfiguration(root: ParentNode, built: Run): ShowConfiguration {
  let boxes: Promise<(run: Run) => void> | undefined;
  let latest = built;

  async function load(): Promise<(run: Run) => void> {
    const { createConfigBoxes } = await import('./config-boxes.ts');
    return createConfigBoxes(root, built);
  }

  return (run, isAsBuilt) => {
    latest = run;
    if (isAsBuilt && !boxes) return;
    boxes ??= load();
    boxes
      .then((show) => {
        show(latest);
      })
      .catch((error: unknown) => {
        // Another change tries anew.
        console.error(error);
        boxes = undefined;
      });
  };
}

/** The file as it is shown, without lines that are no longer in it. */
export function shownText(code: Element): string {
  const shown = [...code.childNodes].filter((node) => node.nodeName !== 'DEL');
  return shown.map((node) => node.textContent).join('');
}
