/**
 * Types of `<upstream-embed>` and of the messages between it and its frame, version 1. They describe `v1.js`, which needs no
 * import: put this file into your project and refer to it with `/// <reference path="v1.d.ts" />`.
 *
 * Fields, types and names are only ever added.
 */

export type WidgetName = 'flow' | 'simulator' | 'quiz';
export type Theme = 'auto' | 'light' | 'dark';
export type Motion = 'auto' | 'reduce';
export type Controls = 'full' | 'minimal';
export type Background = 'paper' | 'transparent';

/** What may be written on the element. Each attribute but those that name the widget may be left out. */
export interface UpstreamEmbedAttributes {
  widget: WidgetName;
  /** For `flow`: the scenario's id. */
  scenario?: string;
  /** For `quiz`: the quiz's id. */
  quiz?: string;
  /** What differs from the start, as in a link to it: `lb.balance=leastconn&t=4600ms`. */
  state?: string;
  /** What the frame is called for those who do not see it. */
  title?: string;
  /** `auto` follows the reader's system. */
  theme?: Theme;
  lang?: string;
  motion?: Motion;
  controls?: Controls;
  background?: Background;
  /** CSS pixels until the frame says what it needs; a whole number. */
  height?: string;
  /** `lazy` is meant when it is left out; `click` shows a picture and a button, and loads nothing else before. */
  loading?: 'lazy' | 'eager' | 'click';
}

/** The `detail` of the element's events, which bubble and are composed. */
export interface UpstreamEmbedDetails {
  /** The widget works. It comes again when another widget, or another state, was asked for. */
  'upstream-ready': {
    readonly widget: WidgetName;
    /** The scenario or the quiz; `simulator` for the simulator. */
    readonly id: string;
    readonly title: string;
  };
  /** CSS pixels, a whole number. The element has taken that height. */
  'upstream-resize': { readonly height: number };
  /** As in the attribute `state`; empty when nothing differs from the start. */
  'upstream-state': { readonly state: string };
  'upstream-event': UpstreamWidgetEvent;
  'upstream-error': { readonly message: string };
}

/** What a reader has done. */
export type UpstreamWidgetEvent = {
  [Name in keyof UpstreamWidgetEvents]: {
    readonly name: Name;
    readonly detail: UpstreamWidgetEvents[Name];
  };
}[keyof UpstreamWidgetEvents];

export interface UpstreamWidgetEvents {
  readonly 'quiz:answered': {
    readonly quiz: string;
    readonly question: string;
    readonly correct: boolean;
  };
  readonly 'mission:completed': { readonly mission: string };
  /** Told once the run has decided it. */
  readonly 'prediction:answered': { readonly prediction: string; readonly correct: boolean };
}

interface Envelope {
  readonly ns: 'upstream';
  readonly v: 1;
}

/** What the frame posts to the page that holds it. */
export type UpstreamFrameMessage = Envelope &
  (
    | ({ readonly type: 'ready' } & UpstreamEmbedDetails['upstream-ready'])
    | ({ readonly type: 'resize' } & UpstreamEmbedDetails['upstream-resize'])
    | ({ readonly type: 'state' } & UpstreamEmbedDetails['upstream-state'])
    | ({ readonly type: 'event' } & UpstreamWidgetEvent)
    | ({ readonly type: 'error' } & UpstreamEmbedDetails['upstream-error'])
  );

/** What that page may post to the frame. */
export type UpstreamHostMessage = Envelope &
  (
    | {
        readonly type: 'set';
        readonly theme?: Theme;
        readonly motion?: Motion;
        readonly state?: string;
      }
    | { readonly type: 'get-state' }
  );

export type UpstreamEmbedElement = HTMLElement;

declare global {
  interface HTMLElementTagNameMap {
    'upstream-embed': UpstreamEmbedElement;
  }
  interface HTMLElementEventMap {
    'upstream-ready': CustomEvent<UpstreamEmbedDetails['upstream-ready']>;
    'upstream-resize': CustomEvent<UpstreamEmbedDetails['upstream-resize']>;
    'upstream-state': CustomEvent<UpstreamEmbedDetails['upstream-state']>;
    'upstream-event': CustomEvent<UpstreamEmbedDetails['upstream-event']>;
    'upstream-error': CustomEvent<UpstreamEmbedDetails['upstream-error']>;
  }
}
