/** The request that the reader has opened in a figure. Its panel is loaded when the first one is. */
import { find, findAll } from '#lib/dom.ts';
import type { SystemState } from '#sim/state.ts';
import type { Trace } from '#sim/trace.ts';
import { requestNear, requestsIn, showHalo } from './halo.ts';
import type { RequestPanel } from './request-panel.ts';

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
  { goTo, changed, say }: OpenedOptions,
  signal: AbortSignal,
): Opened {
  const place = find(root, HTMLElement, '[data-request-panel]');
  /** The first: what is compared with it has requests of its own. */
  const stage = find(root, HTMLElement, '.stage');
  let panel: Promise<RequestPanel> | undefined;
  let ready: RequestPanel | undefined;
  let trace: Trace | undefined;
  let state: SystemState | undefined;
  let knownUs = Infinity;
  let request: number | undefined;
  let opener: HTMLElement | undefined;
  let isMarked = false;

  const drawings = () =>
    findAll(stage, SVGSVGElement, 'svg').filter((svg) => svg.checkVisibility());

  async function load(): Promise<RequestPanel> {
    const { createRequestPanel } = await import('./request-panel.ts');
    const options = {
      id: root.id,
      open: (wanted: number) => {
        open(wanted);
      },
      close,
      goTo,
      drawn: () => drawings().flatMap(requestsIn),
    };
    ready = createRequestPanel(place, options, signal);
    return ready;
  }

  /** Shows the request as soon as the panel is there; `then` is told what it shows. */
  function show(then?: (panel: RequestPanel, told: string) => void) {
    panel ??= load();
    panel.then(
      (loaded) => {
        if (signal.aborted || request === undefined || !trace) return;
        if (state) loaded.moveTo(state.tUs, knownUs);
        const told = loaded.show(trace, request);
        then?.(loaded, told);
      },
      (error: unknown) => {
        // Another try loads it anew.
        console.error(error);
        panel = undefined;
        select(undefined);
      },
    );
  }

  function select(wanted: number | undefined) {
    request = wanted;
    changed(wanted);
    mark();
  }

  function open(wanted: number, from?: HTMLElement) {
    if (from) opener = from;
    select(wanted);
    show((loaded, told) => {
      say(told);
      if (from) loaded.focus();
    });
  }

  function close() {
    select(undefined);
    ready?.hide();
    const target = opener?.isConnected ? opener : undefined;
    (target ?? find(root, HTMLElement, '[data-act="open-request"]')).focus();
  }

  function mark() {
    const shown = request === undefined ? undefined : state?.requests.get(request);
    // To ask which drawing is seen costs the page a look at all its styles.
    if (shown || isMarked) for (const svg of drawings()) showHalo(svg, shown);
    isMarked = shown !== undefined;
    for (const button of findAll(root, HTMLElement, '[data-act="request"]')) {
      button.ariaExpanded = String(button.dataset['request'] === String(request));
    }
  }

  stage.addEventListener(
    'click',
    (event) => {
      const [svg] = drawings();
      const hit = svg && requestNear(svg, event.clientX, event.clientY);
      if (hit !== undefined) open(hit);
    },
    { signal },
  );

  return {
    get request() {
      return request;
    },
    open,
    renew(next, wanted) {
      trace = next;
      request = wanted !== undefined && wanted < next.requests.length ? wanted : undefined;
      if (request !== wanted) changed(request);
      if (request === undefined) ready?.hide();
      else show();
    },
    move(next, until) {
      state = next;
      knownUs = until;
      ready?.moveTo(next.tUs, until);
      mark();
    },
  };
}
