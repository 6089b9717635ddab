/**
 * What the module of a rarely used component adds to figures: words for its events and actions, the line under its name,
 * badges. Whoever loads a module tells its lexicon; the figures that do not have the component carry none of it.
 */
import type { Action } from '#sim/run.ts';
import type { Belief } from '#sim/state.ts';
import type { EventKind, Trace } from '#sim/trace.ts';
import { faults, hostFaults, states, timeline } from '#strings/flow.ts';
import type { Mark } from './words.ts';

/** One event of a trace, for whoever puts it into words. */
export interface Told {
  readonly trace: Trace;
  readonly row: number;
  readonly tUs: number;
  /** The index of the component that acts, and its name in a sentence. */
  readonly component: number;
  readonly at: string;
  /** The request, from 1. */
  readonly request: number;
  readonly a: number;
  readonly b: number;
  /** The name of another component, by its index. */
  readonly nameOf: (component: number) => string;
}

/** What an action is called. */
export interface ActionWords {
  /** After a component's name: `is in maintenance`. */
  readonly state: string;
  /** On the button that does it. */
  readonly button: string;
  /** In a word or two, under the timeline. */
  readonly short: string;
}

/** How an event is marked on the timeline. */
export interface EventMark {
  readonly kind: 'fault' | 'down' | 'up';
  /** In a few words. */
  readonly label: string;
}

/** A small sign at the corner of a component or of a host's frame. */
export interface Badge {
  /** The id of the component or the host. */
  readonly target: string;
  /** The icon's lines, on a grid of 24 by 24. */
  readonly path: string;
  readonly look: 'plain' | 'good' | 'bad' | 'pulse';
  /** Beside the icon. */
  readonly text?: string;
}

/** Something on its way along a link. */
export interface Packet {
  readonly key: string;
  readonly link: number;
  /** How far from the link's beginning, 0 to 1. */
  readonly share: number;
  /** Whether it is an answer. */
  readonly back: boolean;
}

/** The row of a server in the drawing of its load balancer. */
export interface BeliefWords {
  readonly mark: Mark;
  readonly text: string;
}

export interface Lexicon {
  /** Each event of these kinds as a sentence. */
  readonly texts?: Readonly<Partial<Record<EventKind, (told: Told) => string>>>;
  readonly marks?: Readonly<Partial<Record<EventKind, (told: Told) => EventMark | undefined>>>;
  /** Rows of events that the log tells although they are of no rank that it tells. */
  readonly news?: (trace: Trace) => ReadonlySet<number>;
  readonly actions?: Readonly<Partial<Record<Action, ActionWords>>>;
  /** The line under a component's name while nothing is wrong with it; `undefined` leaves the usual one. */
  readonly subtitle?: (trace: Trace, component: number, tUs: number) => string | undefined;
  /** The longest line that `subtitle` may give for a component, for the layout. */
  readonly longestSubtitle?: (trace: Trace['run'], component: number) => string | undefined;
  /** What a load balancer believes; `undefined` leaves the usual words. */
  readonly belief?: (belief: Belief) => BeliefWords | undefined;
  /** What a rule of the firewall at a component is called, by its number in the trace. */
  readonly rule?: (run: Trace['run'], component: number, packed: number) => string;
  readonly badges?: (trace: Trace, tUs: number) => readonly Badge[];
  /** What travels and is no request. */
  readonly packets?: (trace: Trace, tUs: number) => readonly Packet[];
}

const learned: Lexicon[] = [];

export function learn(lexicon: Lexicon): void {
  if (!learned.includes(lexicon)) learned.push(lexicon);
}

/** What the first lexicon says that says anything. */
export function look<T>(up: (lexicon: Lexicon) => T | undefined): T | undefined {
  for (const lexicon of learned) {
    const found = up(lexicon);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const isNews = (trace: Trace, row: number): boolean =>
  learned.some(({ news }) => news?.(trace).has(row));

export const badgesAt = (trace: Trace, tUs: number): readonly Badge[] =>
  learned.flatMap(({ badges }) => badges?.(trace, tUs) ?? []);

export const packetsOf = (trace: Trace, tUs: number): readonly Packet[] =>
  learned.flatMap(({ packets }) => packets?.(trace, tUs) ?? []);

/**
 * @param isHost Whether it happens to a whole host.
 * @throws Error when the module that has this action was not loaded.
 */
export function actionWords(action: Action, isHost = false): ActionWords {
  if (isHost && (action === 'drop' || action === 'up')) return hostFaults[action];
  if (isUsual(action)) {
    return {
      state: states[action],
      button: faults[action],
      short: timeline.faultShort[action],
    };
  }
  const words = look(({ actions }) => actions?.[action]);
  if (!words) throw new Error(`There are no words for the action “${action}”.`);
  return words;
}

const isUsual = (action: Action): action is Action & keyof typeof states =>
  Object.hasOwn(states, action);
