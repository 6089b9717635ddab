/** The words of an embed's query that say how a widget is shown; all others are the widget's own state. */
import type { Background, Controls, Motion, Theme } from './messages.ts';

export interface Shown {
  readonly theme: Theme;
  readonly motion: Motion;
  readonly controls: Controls;
  readonly background: Background;
  /** A language tag; the book is in English, whatever it says. */
  readonly lang: string;
}

/** What each word may say; the first is meant when it is left out. */
export const shownValues = {
  theme: ['auto', 'light', 'dark'],
  motion: ['auto', 'reduce'],
  controls: ['full', 'minimal'],
  background: ['paper', 'transparent'],
  lang: ['en'],
} as const satisfies { readonly [Word in keyof Shown]: readonly Shown[Word][] };

export const shownWords = Object.keys(shownValues) as readonly (keyof Shown)[];

/**
 * A query in two: how the widget is shown, and its state without the words that every link has (`v`, `fig`). A place on the
 * page that was copied with it is left out.
 */
export function splitQuery(query: string): { readonly shown: string; readonly state: string } {
  const [bare = ''] = query.replace(/^\?/, '').split('#', 1);
  const pairs = bare.split('&').filter(Boolean);
  const nameOf = (pair: string) => pair.split('=', 1)[0] ?? '';
  const isShown = (pair: string) => shownWords.some((word) => word === nameOf(pair));
  const isState = (pair: string) => !isShown(pair) && !['v', 'fig'].includes(nameOf(pair));
  return { shown: pairs.filter(isShown).join('&'), state: pairs.filter(isState).join('&') };
}

/** A query of both parts. */
export function joinQuery(state: string, shown: string): string {
  const query = [state, shown].filter(Boolean).join('&');
  return query === '' ? '' : `?v=1&${query}`;
}
