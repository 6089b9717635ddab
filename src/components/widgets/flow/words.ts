/** The short texts in the drawing, from a state: the build and the view write the same. */
import type { Component, Run } from '#sim/run.ts';
import type { Belief, ComponentState } from '#sim/state.ts';
import { drawing, header } from '#strings/flow.ts';
import { look } from './lexicon.ts';
import { settingsOf } from './settings-of.ts';

/** What a load balancer believes, as a mark. */
export type Mark = 'up' | 'failing' | 'rising' | 'down' | 'stopping';

/** The line under a component's name. @param learned What the component's module says, if it says anything. */
export function subtitle(run: Run, index: number, state: ComponentState, learned?: string): string {
  const component = run.components[index];
  if (!component) return '';
  if (state.fault !== 'up') return drawing.fault[state.fault];
  if (learned !== undefined) return learned;
  switch (component.kind) {
    case 'client':
      return component === run.components.find(({ kind }) => kind === 'client')
        ? workloadText(run)
        : '';
    case 'firewall':
      return drawing.passes;
    case 'load-balancer':
      return state.waiting > 0 ? drawing.waiting(state.waiting) : balanceOf(component);
    default: {
      const { workers } = settingsOf('database', component);
      return workers > 0 ? drawing.busyOf(state.busy, workers) : drawing.serving(state.busy);
    }
  }
}

/** The longest texts that `subtitle` may give, for the layout. */
export function subtitles(run: Run, index: number, breakable: boolean): readonly string[] {
  const state = { fault: 'up', busy: 88, waiting: 0, served: 0 } as const;
  const faults = breakable ? [drawing.fault.drop, drawing.fault['error-500']] : [];
  const learned = look(({ longestSubtitle }) => longestSubtitle?.(run, index));
  return [subtitle(run, index, state, learned), ...faults];
}

function balanceOf(component: Component): string {
  if (component.software === 'nginx') return header.roundRobin;
  return settingsOf('haproxy', component).balance;
}

function workloadText({ workload }: Run): string {
  switch (workload.mode) {
    case 'open-loop':
      return workload.shape === 'daily' || workload.shape === 'course'
        ? drawing.varying
        : drawing.rate(workload.rate);
    case 'closed-loop':
      return drawing.clients(workload.concurrency);
    case 'given':
      return '';
  }
}

export function markOf(belief: Belief): Mark {
  if (belief.admin === 'maint') return 'stopping';
  if (belief.admin === 'drain' && belief.verdict !== 'down') return 'stopping';
  if (belief.verdict === 'up') return belief.failedInRow > 0 ? 'failing' : 'up';
  if (belief.verdict === 'down') return belief.passedInRow > 0 ? 'rising' : 'down';
  return learnedOf(belief)?.mark ?? 'stopping';
}

const learnedOf = (belief: Belief) => look((lexicon) => lexicon.belief?.(belief));

/** What a load balancer believes, in the program's own numbers. */
export function beliefText(run: Run, belief: Belief): string {
  const learned = learnedOf(belief);
  if (learned) return learned.text;
  switch (markOf(belief)) {
    case 'up':
      return isChecked(run, belief.balancer) ? drawing.up : drawing.notChecked;
    case 'failing':
      return drawing.failing(belief.failedInRow, belief.fall);
    case 'rising':
      return drawing.rising(belief.passedInRow, belief.rise);
    case 'down':
      return drawing.down;
    case 'stopping':
      return belief.admin === 'ready' ? drawing.stopping : drawing.fault[belief.admin];
  }
}

function isChecked(run: Run, balancer: number): boolean {
  const component = run.components[balancer];
  if (!component || component.software === 'nginx') return false;
  return settingsOf('haproxy', component).check !== 'off';
}

/** How a server is called beside its load balancer: by its machine, where it has one. */
export function serverTitle(run: Run, index: number): string {
  const component = run.components[index];
  return run.hosts.find(({ id }) => id === component?.host)?.title ?? component?.title ?? '';
}

/** A component's name in a sentence: `Server 2 nginx`. */
export function componentTitle(run: Run, index: number): string {
  const component = run.components[index];
  const host = run.hosts.find(({ id }) => id === component?.host)?.title;
  const title = component?.title ?? '';
  return host === undefined ? title : `${host} ${title}`;
}

/** The name of a component, or of a host, in a sentence. */
export function titleOf(run: Run, id: string): string {
  const host = run.hosts.find((each) => each.id === id);
  return (
    host?.title ??
    componentTitle(
      run,
      run.components.findIndex((component) => component.id === id),
    )
  );
}
