/** The configuration files beside a figure, kept in step with its run. */
import { loadFiles, type FilesOf } from '#config/files.ts';
import { modulesOf } from '#sim/modules.ts';
import type { Run } from '#sim/run.ts';
import { showConfig } from './parts.ts';

/**
 * Shows the files of a run, and what differs from those of the run that the page was built with. As long as nothing differs
 * they are left as built, and nothing is loaded.
 */
export type ShowConfiguration = (run: Run, isAsBuilt: boolean) => void;

export function createConfiguration(root: ParentNode, built: Run): ShowConfiguration {
  let loading: Promise<FilesOf> | undefined;
  let latest = built;

  function show(filesOf: FilesOf) {
    const before = filesOf(built);
    for (const { id, lines } of filesOf(latest)) {
      const box = root.querySelector(`[data-file="${id}"]`);
      if (box) showConfig(box, before.find((file) => file.id === id)?.lines ?? [], lines);
    }
  }

  return (run, isAsBuilt) => {
    latest = run;
    if (isAsBuilt && !loading) return;
    loading ??= loadFiles(modulesOf(built));
    loading.then(show).catch((error: unknown) => {
      // Another change tries anew.
      console.error(error);
      loading = undefined;
    });
  };
}

/** The file as it is shown, without lines that are no longer in it. */
export function shownText(code: Element): string {
  const shown = [...code.childNodes].filter((node) => node.nodeName !== 'DEL');
  return shown.map((node) => node.textContent).join('');
}
