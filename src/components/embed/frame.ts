/** The frame's side of an embed: tells the page that holds it what happens, and does what that page asks. */
import type { WidgetEvent } from '#lib/tell.ts';
import { submitByScript } from './forms.ts';
import { openElsewhere } from './links.ts';
import { heightsToTell } from './heights.ts';
import type { FrameMessage, HostMessage, WidgetName } from './messages.ts';
import { joinQuery, shownValues, splitQuery } from './shown.ts';

type WithoutEnvelope<M> = M extends unknown ? Omit<M, 'ns' | 'v'> : never;

const statePauseMs = 250;

const root = document.documentElement;
const main = document.querySelector('main');
let { shown, state } = splitQuery(location.search);
let told = state;
let stateTimer: ReturnType<typeof setTimeout> | undefined;

function post(message: WithoutEnvelope<FrameMessage>) {
  // Whoever holds the frame may know: nothing in it is secret.
  if (parent !== window) parent.postMessage({ ns: 'upstream', v: 1, ...message }, '*');
}

const heightToTell = heightsToTell();

function tellHeight() {
  const height = heightToTell(document.body.getBoundingClientRect().height, performance.now());
  if (height === undefined) return;
  post({ type: 'resize', height });
  if (parent === window) return;
  parent.postMessage(JSON.stringify({ context: 'iframe.resize', height }), '*');
  try {
    // CSS Box Sizing 4, responsive iframes: a size that changes after the page is loaded is told.
    (window as { requestResize?: () => void }).requestResize?.();
  } catch {
    // The browser does not fit this frame to its content.
  }
}

function keepState(next: string) {
  state = splitQuery(next).state;
  clearTimeout(stateTimer);
  stateTimer = setTimeout(() => {
    // Widgets write their own addresses, which know nothing of how they are shown.
    if (location.pathname + location.search !== address()) {
      history.replaceState(null, '', address());
    }
    if (state === told) return;
    told = state;
    showWhereItIs();
    post({ type: 'state', state });
  }, statePauseMs);
}

function address(): string {
  return location.pathname + joinQuery(state, shown);
}

/** The links to the book lead to what is seen here. */
function showWhereItIs() {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-with-state]')) {
    const { fig } = link.dataset;
    link.search = joinQuery(state === '' || fig === undefined ? '' : `fig=${fig}`, state);
  }
}

function obey(data: unknown) {
  const message = data as Partial<HostMessage> | null;
  if (typeof message !== 'object' || message?.ns !== 'upstream' || message.v !== 1) return;
  if (message.type === 'get-state') post({ type: 'state', state });
  if (message.type !== 'set') return;
  const next = new URLSearchParams(shown);
  if (isOneOf(shownValues.theme, message.theme)) {
    next.set('theme', message.theme);
    if (message.theme === 'auto') delete root.dataset['scheme'];
    else root.dataset['scheme'] = message.theme;
  }
  if (isOneOf(shownValues.motion, message.motion)) next.set('motion', message.motion);
  const wanted = typeof message.state === 'string' ? splitQuery(message.state).state : state;
  // Widgets read these when they begin.
  const motionOf = (query: URLSearchParams) => query.get('motion') ?? 'auto';
  const begins = wanted !== state || motionOf(next) !== motionOf(new URLSearchParams(shown));
  clearTimeout(stateTimer);
  state = wanted;
  shown = next.toString();
  if (begins) location.replace(address());
  else history.replaceState(null, '', address());
}

function isOneOf<T>(values: readonly T[], value: unknown): value is T {
  return values.some((each) => each === value);
}

addEventListener('message', ({ source, data }) => {
  if (source === parent && parent !== window) obey(data);
});
addEventListener('upstream-state', (event) => {
  keepState((event as CustomEvent<string>).detail);
});
addEventListener('upstream-event', (event) => {
  post({ type: 'event', ...(event as CustomEvent<WidgetEvent>).detail });
});
addEventListener('error', ({ message }) => {
  post({ type: 'error', message });
});
addEventListener('unhandledrejection', ({ reason }) => {
  post({ type: 'error', message: String(reason) });
});

submitByScript();
openElsewhere();
// Steps of the frame's own would stand in the reader's way back from the page that holds it.
if (parent !== window) history.pushState = history.replaceState.bind(history);
showWhereItIs();
if (state !== '') {
  main
    ?.querySelector(`upstream-${main.dataset['widget']}`)
    ?.dispatchEvent(new Event('upstream-wake'));
}
// Before, style sheets may be on their way. A frame that is not seen is measured too, for its page makes room for it.
if (document.readyState === 'complete') begin();
else addEventListener('load', begin);

function begin() {
  if (main) {
    const { widget, id = '', title = '' } = main.dataset;
    post({ type: 'ready', widget: widget as WidgetName, id, title });
  }
  tellHeight();
  new ResizeObserver(tellHeight).observe(document.body);
}
