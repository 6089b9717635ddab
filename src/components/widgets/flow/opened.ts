/** The request that the reader has opened in a figure. What shows it is loaded when the first one is. */
import { find, findAll } from '#lib/dom.ts';
import type { SystemState } from '#sim/state.ts';
import type { Trace } from '#sim/trace.ts';
import { requestNear } from './hit.ts';

export interface Opened {
  /** The request (from 0) that is open. */
  readonly request: number | undefined;
  /** @param from Gets the focus back when the request is closed; without, the focus stays where it is. */
  open(request: number, from?: HTMLElement): void;
  /** The run is another one, or a link has opened a request: `request` is shown if the run has it. */
  renew(trace: Trace, request: number | undefined): void;
  /** The figure is at another moment. What begins after `knownUs` is not told yet. */
  move(state: SystemState, knownUs: number): void;
}

export interface OpenedOptions {
  readonly goTo: (tUs: number) => void;
  /** Told of every change, with the request (from 0) or none. */
  readonly changed: (request: number | undefined) => void;
  readonly say: (text: string) => void;
}

export function createOpened(
  root: HTMLElement,
  options: OpenedOptions,
  signal: AbortSignal,
): Opened {
  /** The first: what is compared with it has requests of its own. */
  const stage = find(root, HTMLElement, '.stage');
  let loading: Promise<Opened> | undefined;
  let loaded: Opened | undefined;
  let renewed: Parameters<Opened['renew']> | undefined;
  let moved: Parameters<Opened['move']> | undefined;

  async function load(): Promise<Opened> {
    const { createOpenRequest } = await import('./open-request.ts');
    const opened = createOpenRequest(root, stage, options, signal);
    if (moved) opened.move(...moved);
    if (renewed) opened.renew(...renewed);
    return (loaded = opened);
  }

  /** Does it as soon as what shows requests is there. */
  function withOpened(act: (opened: Opened) => void) {
    if (loaded) {
      act(loaded);
      return;
    }
    loading ??= load();
    loading.then(
      (opened) => {
        if (!signal.aborted) act(opened);
      },
      (error: unknown) => {
        // Another try loads it anew.
        console.error(error);
        loading = undefined;
        options.changed(undefined);
      },
    );
  }

  function open(request: number, from?: HTMLElement) {
    withOpened((opened) => {
      opened.open(request, from);
    });
  }

  stage.addEventListener(
    'click',
    ({ clientX, clientY }) => {
      const svg = findAll(stage, SVGSVGElement, 'svg').find((each) => each.checkVisibility());
      const hit = svg && requestNear(svg, clientX, clientY);
      if (hit !== undefined) open(hit);
    },
    { signal },
  );

  return {
    get request() {
      return loaded?.request;
    },
    open,
    renew(...run) {
      renewed = run;
      if (loaded) loaded.renew(...run);
      else if (run[1] !== undefined) withOpened(() => undefined);
    },
    move(...moment) {
      moved = moment;
      loaded?.move(...moment);
    },
  };
}
