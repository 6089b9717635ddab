/** What the page hands to the simulator: where it can start. */
import type { Bound } from '#sim/bound.ts';
import type { Metric } from '#sim/metric.ts';
import type { Setup, Values } from '#sim/setup.ts';
import { setupOfOther, type Start } from './params.ts';

export interface GalleryData {
  readonly id: string;
  readonly title: string;
  readonly look: string;
  readonly setup: Setup;
  readonly other?: Values | undefined;
}

export interface GoalData extends Bound {
  readonly text: string;
  readonly metric: Metric;
  readonly unit: 'percent' | 'ms' | 'requests' | 'retries' | 'none';
}

export interface MissionData {
  readonly id: string;
  readonly order: number;
  readonly title: string;
  readonly situation: string;
  readonly setup: Setup;
  readonly open: readonly string[];
  readonly hidden: readonly string[];
  readonly goals: readonly GoalData[];
  readonly question?:
    | {
        readonly prompt: string;
        readonly answer: string;
        readonly because: Readonly<Record<string, string>>;
      }
    | undefined;
  readonly hints: readonly string[];
  readonly debrief: readonly string[];
}

export interface SimulatorData {
  readonly gallery: readonly GalleryData[];
  readonly missions: readonly MissionData[];
}

/** Where runs can start; the first one is where the page does. */
export function startsOf({ gallery, missions }: SimulatorData): [Start, ...Start[]] {
  const starts: Start[] = [
    ...gallery.map(({ id, setup, other }): Start => {
      return {
        kind: 'scenario',
        id,
        setup,
        ...(other && { other: setupOfOther(setup, other).values }),
      };
    }),
    ...missions.map(({ id, setup }): Start => ({ kind: 'mission', id, setup })),
  ];
  const [first, ...rest] = starts;
  if (!first) throw new Error('The simulator has no scenario to start from.');
  return [first, ...rest];
}
