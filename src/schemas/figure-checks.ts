import type { Run } from '#sim/run.ts';
import { notAllowed } from './closest.ts';
import { isSound, report, reportDuplicates, type Context } from './cross-check.ts';
import { checkFigureParameter } from './figure-parameter.ts';
import type { Figure, Stop } from './figure.ts';
import { checkMetric, checkMoment } from './metric.ts';

/** Reports what a figure says of components, parameters and times that its run does not have. */
export function checkFigure(run: Run, figure: Figure, context: Context<unknown>): void {
  const ids = run.components.map(({ id }) => id);
  const readable = (...path: PropertyKey[]) => isSound(context, 'figure', ...path);

  for (const key of ['layout', 'narrow_layout'] as const) {
    const layout = readable(key) ? figure[key] : undefined;
    if (layout) checkLayout(run, layout, key, context);
  }
  if (readable('faults')) {
    checkFaults(figure.faults, [...ids, ...run.hosts.map(({ id }) => id)], context);
  }
  if (readable('parameters')) {
    const names = figure.parameters.map(({ parameter }, index) => ({
      id: parameter,
      path: ['figure', 'parameters', index, 'parameter'],
    }));
    reportDuplicates(context, names);
    for (const [index, parameter] of figure.parameters.entries()) {
      checkFigureParameter(run, parameter, ['figure', 'parameters', index], context);
    }
  }
  if (readable('stops')) {
    for (const [index, stop] of figure.stops.entries()) {
      checkStop(run, stop, ['figure', 'stops', index], context);
    }
  }
  if (readable('predictions')) {
    for (const [index, { at_ms, answer, choices }] of figure.predictions.entries()) {
      const path = ['figure', 'predictions', index];
      checkTime(run, at_ms, [...path, 'at_ms'], context);
      checkMetric(context, answer, [...path, 'answer'], ids);
      if (choices && new Set(choices).size < choices.length) {
        report(context, [...path, 'choices'], 'must not offer the same answer twice');
      }
    }
  }
  if (readable('stops') && readable('predictions')) {
    reportDuplicates(
      context,
      (['stops', 'predictions'] as const).flatMap((list) =>
        figure[list].map(({ id }, index) => ({ id, path: ['figure', list, index, 'id'] })),
      ),
    );
  }
}

function checkLayout(
  run: Run,
  layout: Figure['layout'],
  key: 'layout' | 'narrow_layout',
  context: Context<unknown>,
) {
  const ids = run.components.map(({ id }) => id);
  const missing = ids.filter((id) => !Object.hasOwn(layout, id));
  if (missing.length > 0) {
    report(context, ['figure', key], `has no place for ${missing.join(', ')}`);
  }
  const taken = new Map<string, string>();
  for (const [id, cell] of Object.entries(layout)) {
    const path = ['figure', key, id];
    if (!ids.includes(id)) report(context, path, notAllowed('component', id, ids));
    const other = taken.get(cell.join());
    if (other) report(context, path, `“${other}” is at [${cell.join(', ')}] already`);
    else taken.set(cell.join(), id);
  }
  if (missing.length === 0) checkHostsLieTogether(run, layout, key, context);
}

/** A host's frame holds what runs on it and nothing else. */
function checkHostsLieTogether(
  run: Run,
  layout: Figure['layout'],
  key: 'layout' | 'narrow_layout',
  context: Context<unknown>,
) {
  for (const host of run.hosts) {
    const members = run.components.filter((component) => component.host === host.id);
    const cells = members.flatMap(({ id }) => (layout[id] ? [layout[id]] : []));
    const spans = ([0, 1] as const).map((axis) => {
      const places = cells.map((cell) => cell[axis]);
      return [Math.min(...places), Math.max(...places)] as const;
    });
    const isInside = (cell: readonly number[]) =>
      spans.every(([first, last], axis) => {
        const place = cell[axis] ?? 0;
        return place >= first && place <= last;
      });
    const stranger = run.components.find(
      ({ id, host: other }) => other !== host.id && layout[id] && isInside(layout[id]),
    );
    if (!stranger) continue;
    const names = members.map(({ id }) => id).join(', ');
    const message = `“${stranger.id}” lies among what the host “${host.id}” holds (${names})`;
    report(context, ['figure', key, stranger.id], message);
  }
}

function checkFaults(faults: Figure['faults'], ids: readonly string[], context: Context<unknown>) {
  for (const [id, actions] of Object.entries(faults)) {
    const path = ['figure', 'faults', id];
    if (!ids.includes(id)) report(context, path, notAllowed('component or host', id, ids));
    if (new Set(actions).size < actions.length) {
      report(context, path, 'must not name the same action twice');
    }
  }
}

function checkStop(run: Run, stop: Stop, path: readonly PropertyKey[], context: Context<unknown>) {
  const ids = run.components.map(({ id }) => id);
  const { at, caption, values = {} } = stop;
  if (typeof at === 'number') checkTime(run, at, [...path, 'at'], context);
  checkMoment(context, at, [...path, 'at'], ids);
  for (const [name, metric] of Object.entries(values)) {
    checkMetric(context, metric, [...path, 'values', name], ids);
    if (!caption.includes(`{${name}}`)) {
      report(context, [...path, 'values', name], `the caption does not use {${name}}`);
    }
  }
  for (const [placeholder, name = ''] of caption.matchAll(/\{([^{}]*)\}/g)) {
    if (Object.hasOwn(values, name)) continue;
    report(
      context,
      [...path, 'caption'],
      `nothing gives ${placeholder} a value. ${notAllowed('value', name, Object.keys(values))}`,
    );
  }
}

function checkTime(
  run: Run,
  time: number,
  path: readonly PropertyKey[],
  context: Context<unknown>,
) {
  if (time > run.duration_ms) {
    report(context, path, `must not be after the end of the run, ${run.duration_ms} ms`);
  }
}
