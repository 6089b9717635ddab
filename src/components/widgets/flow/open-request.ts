/** Shows the request that the reader has opened: its panel, and a ring around it in the drawing. */
import { find, findAll } from '#lib/dom.ts';
import type { SystemState } from '#sim/state.ts';
import type { Trace } from '#sim/trace.ts';
import { showHalo } from './halo.ts';
import { requestsIn } from './hit.ts';
import type { Opened, OpenedOptions } from './opened.ts';
import { createRequestPanel } from './request-panel.ts';

/** @param stage The drawings whose requests can be opened. */
export function createOpenRequest(
  root: HTMLElement,
  stage: HTMLElement,
  { goTo, changed, say }: OpenedOptions,
  signal: AbortSignal,
): Opened {
  let trace: Trace | undefined;
  let state: SystemState | undefined;
  let request: number | undefined;
  let opener: HTMLElement | undefined;
  let isMarked = false;

  const drawings = () =>
    findAll(stage, SVGSVGElement, 'svg').filter((svg) => svg.checkVisibility());
  const place = find(root, HTMLElement, '[data-request-panel]');
  const drawn = () => drawings().flatMap(requestsIn);
  const panel = createRequestPanel(place, { id: root.id, open, close, goTo, drawn }, signal);

  function open(wanted: number, from?: HTMLElement) {
    if (from) opener = from;
    request = wanted;
    changed(wanted);
    mark();
    if (!trace) return;
    say(panel.show(trace, wanted));
    if (from) panel.focus();
  }

  function close() {
    request = undefined;
    changed(undefined);
    mark();
    panel.hide();
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

  return {
    get request() {
      return request;
    },
    open,
    renew(next, wanted) {
      trace = next;
      request = wanted !== undefined && wanted < next.requests.length ? wanted : undefined;
      if (request !== wanted) changed(request);
      if (request === undefined) panel.hide();
      else panel.show(trace, request);
      mark();
    },
    move(next, until) {
      state = next;
      panel.moveTo(next.tUs, until);
      mark();
    },
  };
}
