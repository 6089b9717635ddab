/**
 * What an embedded widget and the page that holds it say to each other, version 1: structured clones sent with
 * `postMessage`. Fields and types are only ever added; anything else needs a version 2.
 *
 * The frame also posts `{"context":"iframe.resize","height":N}` as a JSON string, the message that pages which already
 * resize frames of others understand.
 */

import type { WidgetEvent } from '#lib/tell.ts';

export type WidgetName = 'flow' | 'simulator' | 'quiz';
export type Theme = 'auto' | 'light' | 'dark';
/** `reduce` moves nothing by itself, whatever the system says; `auto` follows the system. */
export type Motion = 'auto' | 'reduce';
/** `minimal` shows the figure and what plays it, without settings, tables and configuration. */
export type Controls = 'full' | 'minimal';
/** What lies behind the widget: its own paper, or the host's page. */
export type Background = 'paper' | 'transparent';

interface Envelope {
  readonly ns: 'upstream';
  readonly v: 1;
}

/** From the frame to the page that holds it. */
export type FrameMessage = Envelope &
  (
    | {
        readonly type: 'ready';
        readonly widget: WidgetName;
        /** The scenario or the quiz; `simulator` for the simulator. */
        readonly id: string;
        readonly title: string;
      }
    | {
        readonly type: 'resize';
        /** CSS pixels, a whole number: what the widget needs so that nothing of it scrolls. */
        readonly height: number;
      }
    | {
        readonly type: 'state';
        /** A query such as `lb.balance=leastconn&t=4600ms`, without `?`; empty when nothing differs from the start. */
        readonly state: string;
      }
    /** What the reader has done. */
    | ({ readonly type: 'event' } & WidgetEvent)
    | { readonly type: 'error'; readonly message: string }
  );

/** From the page to the frame. Whatever is unknown or malformed is ignored, each field by itself. */
export type HostMessage = Envelope &
  (
    | {
        readonly type: 'set';
        readonly theme?: Theme;
        readonly motion?: Motion;
        /** As in `state`: the widget begins anew with it. */
        readonly state?: string;
      }
    /** Answered by a `state`. */
    | { readonly type: 'get-state' }
  );
