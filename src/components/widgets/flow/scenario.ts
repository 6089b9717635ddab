/** What a figure is made of, as the scenario files say it. Times in `_ms` and `at` are milliseconds. */
import type { Metric, Moment } from '#sim/metric.ts';
import type { Offer } from '#sim/offer.ts';
import type { Run } from '#sim/run.ts';
import type { PanelName } from './panels/panel.ts';

/** A parameter that the reader may set: a number with a range, one of a few words, or a flag. */
export interface ExposedParameter {
  /** `component.setting`, or a field of the workload. */
  readonly parameter: string;
  readonly label: string;
  readonly help?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly choices?: readonly string[];
}

/** The run halts here and shows the caption; `{name}` in it is replaced by one of `values`. */
export interface Stop {
  readonly id: string;
  readonly at: Moment;
  readonly caption: string;
  readonly values?: Readonly<Record<string, Metric>>;
}

/** The run halts here until the question is answered or skipped. */
export interface Prediction {
  readonly id: string;
  readonly at_ms: number;
  readonly question: string;
  readonly answer: Metric;
  readonly unit?: string;
  /** What the reader chooses from; without, a number is typed. */
  readonly choices?: readonly (number | string)[];
  readonly because: string;
}

export interface FlowFigure {
  readonly caption: string;
  /** The picture in words, for people who do not see it. */
  readonly description: string;
  /** What the figure simplifies. */
  readonly note?: string;
  /** Simulated seconds per second that playback starts with. */
  readonly speed?: number;
  /** Column and row of each component, from 1. */
  readonly layout: Readonly<Record<string, readonly number[]>>;
  /** The same for the narrow drawing, whose columns run down; as in the wide one when not given. */
  readonly narrow_layout?: Readonly<Record<string, readonly number[]>>;
  /** What the reader may let happen, besides `up`. */
  readonly faults?: Readonly<Record<string, readonly Offer[]>>;
  readonly parameters?: readonly ExposedParameter[];
  readonly stops?: readonly Stop[];
  readonly predictions?: readonly Prediction[];
  /** What is shown besides the drawing, by name: a file in `panels/`. */
  readonly panels?: readonly PanelName[];
}

export interface FlowScenario {
  readonly run: Run;
  readonly figure: FlowFigure;
}
