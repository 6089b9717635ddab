/** What a widget tells whoever listens around it: the page, and in an embed the page that holds the frame. */

/** What a reader has done in a widget. Names are only ever added. */
export interface WidgetEvents {
  readonly 'quiz:answered': {
    readonly quiz: string;
    readonly question: string;
    readonly correct: boolean;
  };
  readonly 'mission:completed': { readonly mission: string };
  /** Told once the run has decided it. */
  readonly 'prediction:answered': { readonly prediction: string; readonly correct: boolean };
}

export type EventName = keyof WidgetEvents;

/** The `detail` of an `upstream-event`. */
export interface WidgetEvent<N extends EventName = EventName> {
  readonly name: N;
  readonly detail: WidgetEvents[N];
}

export function tellEvent<N extends EventName>(
  element: Element,
  name: N,
  detail: WidgetEvents[N],
): void {
  tell(element, 'event', { name, detail } satisfies WidgetEvent<N>);
}

/**
 * Tells where a widget is, and leads its link “Embed” there.
 * @param state The query that brings the widget back to where it is, without `?`.
 */
export function tellState(element: Element, state: string): void {
  const link = element.querySelector<HTMLAnchorElement>('[data-embed]');
  if (link) link.search = [link.dataset['embed'], state].filter(Boolean).join('&');
  tell(element, 'state', state);
}

function tell(element: Element, what: 'event' | 'state', detail: unknown) {
  element.dispatchEvent(
    new CustomEvent(`upstream-${what}`, { bubbles: true, composed: true, detail }),
  );
}
