/** Which version of the code is where, from a trace. */
import { rowsBy, rowsOfKinds } from './rows.ts';
import type { Run } from './run.ts';
import { resolveSettings } from './settings.ts';
import { eventKinds, type Trace } from './trace.ts';

/** The version that the application or the application files with this index have at `tUs`. */
export function versionAt(trace: Trace, component: number, tUs: number): number {
  const { run, events } = trace;
  // Files have what was put there, an application what it last started with.
  const kind = run.components[component]?.kind === 'files' ? 'deploy' : 'started';
  const row = rowsBy(trace, rowsOfKinds(trace, [kind]), tUs).findLast(
    (each) => events.component[each] === component,
  );
  return row === undefined ? versionAtStart(run, component) : (events.a[row] ?? 0);
}

/** Whether versions play a part in a run at all. */
export function hasVersions({ components, events }: Run): boolean {
  return (
    events.some(({ action }) => action === 'deploy') ||
    components.some(({ kind, settings }) => kind === 'files' || settings?.['version'] !== undefined)
  );
}

/** Whether the component's process is down after something that ended it, and being started again. */
export function isRestarting(trace: Trace, component: number, tUs: number): boolean {
  const { events } = trace;
  const kinds = ['crash', 'oom-kill', 'deploy', 'restart', 'started', 'start-failed'] as const;
  const row = rowsBy(trace, rowsOfKinds(trace, kinds), tUs).findLast(
    (each) => events.component[each] === component,
  );
  return row !== undefined && events.kind[row] !== eventKinds.started.code;
}

function versionAtStart(run: Run, component: number): number {
  const { id, kind, settings } = run.components[component] ?? {};
  if (kind === 'files') return resolveSettings('files', settings).version;
  const link = run.links.find(({ from, carries }) => from === id && carries === 'files');
  const files = run.components.find((each) => each.id === link?.to);
  return files
    ? resolveSettings('files', files.settings).version
    : resolveSettings('app', settings).version;
}
