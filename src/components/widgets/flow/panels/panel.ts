/** What a figure shows besides its drawing. Each panel is loaded only by the figures that have it. */
import type { Trace } from '#sim/trace.ts';

/** Permanent: scenarios use them. */
export type PanelName = 'observer' | 'log' | 'rates' | 'little';

export interface Panel {
  /** Shows the run at `tUs`. Called some times a second while it plays, and at every halt. */
  show(trace: Trace, tUs: number): void;
}

export interface PanelTools {
  /** Says something to a screen reader. */
  readonly say: (text: string) => void;
  /** Takes the figure to another moment, in µs. */
  readonly goTo: (tUs: number) => void;
}

/** Brings the markup that the build has made in `root` to life. */
export type CreatePanel = (root: HTMLElement, tools: PanelTools) => Panel;
