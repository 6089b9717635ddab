/** The moments of a run that are marked on the timeline, and the moments that Step goes to. */
import { actions, type Action } from '#sim/run.ts';
import { rowsUpTo } from '#sim/state.ts';
import { kindOf, type Trace } from '#sim/trace.ts';
import { timeline } from '#strings/flow.ts';
import type { Halt } from './halts.ts';
import { actionWords, look } from './lexicon.ts';
import { eventText, hostOfFault, isRepeated, rankOf, toldOf, type Rank } from './log.ts';
import { componentTitle, serverTitle } from './words.ts';

export interface TimeMark {
  readonly tUs: number;
  readonly kind: 'fault' | 'check' | 'down' | 'up' | 'stop' | 'prediction';
  /** What the run leads to, and does not begin with: not to be told before a question about it is answered. */
  readonly isOutcome: boolean;
  /** A few words, for under the timeline; empty where a tick is enough. */
  readonly label: string;
  /** A sentence, for the list. */
  readonly text: string;
}

/** Faults, failed checks that count, changes of state, stops and questions, in order of time. */
export function marksOf(trace: Trace, halts: readonly Halt[]): TimeMark[] {
  const { run, events } = trace;
  const marks: TimeMark[] = halts.map(({ kind, tUs, text }) => ({
    tUs,
    kind,
    isOutcome: kind === 'stop',
    label: kind === 'prediction' ? timeline.prediction : timeline.stop,
    text,
  }));
  const faults = new Map<number, Action>();
  const downs = new Set<number>();
  for (let row = 0; row < events.length; row++) {
    const component = events.component[row] ?? 0;
    const title = serverTitle(run, component);
    const tUs = events.tUs[row] ?? 0;
    const mark = (kind: TimeMark['kind'], isOutcome: boolean, label: string) => {
      marks.push({ tUs, kind, isOutcome, label, text: eventText(trace, row) });
    };
    const kind = kindOf(events.kind[row] ?? 0);
    switch (kind) {
      case 'fault': {
        const action = actions[events.a[row] ?? 0] ?? 'up';
        // What works is not brought back.
        if ((faults.get(component) ?? 'up') === action) break;
        faults.set(component, action);
        if (isRepeated(trace, row)) break;
        const isHost = hostOfFault(run, tUs, component, events.a[row] ?? 0) !== undefined;
        const sharesHost = run.components.filter(
          ({ host }) => host !== undefined && host === run.components[component]?.host,
        );
        const who = isHost || sharesHost.length < 2 ? title : componentTitle(run, component);
        const label = timeline.fault(who, actionWords(action, isHost).short);
        mark(action === 'up' ? 'up' : 'fault', false, label);
        break;
      }
      case 'administer': {
        const action = actions[events.b[row] ?? 0] ?? 'ready';
        const label = timeline.fault(title, actionWords(action).short);
        mark(action === 'ready' || action === 'weight' ? 'up' : 'fault', false, label);
        break;
      }
      case 'check-failed':
        if (!downs.has(component)) mark('check', true, '');
        break;
      case 'server-up':
        downs.delete(component);
        mark('up', true, (events.b[row] === 1 ? timeline.full : timeline.up)(title));
        break;
      case 'weight':
        mark('up', true, '');
        break;
      case 'server-down':
        downs.add(component);
        mark('down', true, timeline.down(title));
        break;
      case 'server-stopping':
        mark('down', true, timeline.stopping(title));
        break;
      default: {
        const learned = look(({ marks: known }) => known?.[kind]?.(toldOf(trace, row)));
        if (learned) mark(learned.kind, true, learned.label);
      }
    }
  }
  return marks.sort((a, b) => a.tUs - b.tUs);
}

/**
 * The next, or the previous, moment at which something of `rank` or above happens, or a halt is; the run's end or
 * beginning when there is none.
 */
export function stepFrom(
  trace: Trace,
  halts: readonly Halt[],
  tUs: number,
  rank: Rank,
  forth: boolean,
): number {
  const { events, endUs } = trace;
  const beyond = (time: number) => (forth ? time > tUs : time < tUs);
  let target = forth ? endUs : 0;
  const nearer = (time: number) => {
    if (beyond(time) && (forth ? time < target : time > target)) target = time;
  };
  for (const halt of halts) nearer(halt.tUs);
  const start = rowsUpTo(trace, tUs);
  const direction = forth ? 1 : -1;
  for (let row = forth ? start : start - 1; row >= 0 && row < events.length; row += direction) {
    const time = events.tUs[row] ?? 0;
    if (!beyond(time) || rankOf(trace, row) > rank) continue;
    nearer(time);
    break;
  }
  return target;
}

/** What happens at exactly this moment, the most important first. */
export function textAt(trace: Trace, tUs: number, rank: Rank): string {
  const { events } = trace;
  const rows: number[] = [];
  for (let row = rowsUpTo(trace, tUs) - 1; row >= 0 && events.tUs[row] === tUs; row--) {
    if (rankOf(trace, row) <= rank && !isRepeated(trace, row)) rows.unshift(row);
  }
  return rows
    .sort((a, b) => rankOf(trace, a) - rankOf(trace, b) || a - b)
    .slice(0, 3)
    .map((row) => eventText(trace, row))
    .join(' ');
}

export interface PlacedMark {
  readonly mark: TimeMark;
  /** 0 to 1 of the timeline. */
  readonly share: number;
  /** The line that the label is on, from 0; -1 when there is no room for it. */
  readonly lane: number;
  /** Where the label begins, in pixels. */
  readonly x: number;
}

/** Puts the labels on `lanes` lines so that none overlap. Faults and changes of state get room first. */
export function placeMarks(
  marks: readonly TimeMark[],
  endUs: number,
  width: number,
  lanes: number,
  widthOf: (label: string) => number,
): PlacedMark[] {
  const taken: { start: number; end: number }[][] = Array.from({ length: lanes }, () => []);
  const order = { fault: 0, down: 1, up: 2, prediction: 3, stop: 4, check: 5 } as const;
  const placed = new Map<TimeMark, PlacedMark>();
  for (const mark of [...marks].sort((a, b) => order[a.kind] - order[b.kind])) {
    // A stop at a fault or a change of state is marked by what it is about.
    if (placed.size > 0 && [...placed.keys()].some(({ tUs }) => tUs === mark.tUs)) continue;
    const share = endUs === 0 ? 0 : mark.tUs / endUs;
    const size = widthOf(mark.label);
    const x = Math.min(Math.max(share * width - size / 2, 0), Math.max(width - size, 0));
    const lane =
      mark.label === ''
        ? -1
        : taken.findIndex((spans) =>
            spans.every(({ start, end }) => x + size + 6 < start || x > end + 6),
          );
    if (lane >= 0) taken[lane]?.push({ start: x, end: x + size });
    placed.set(mark, { mark, share, lane, x });
  }
  return marks.flatMap((mark) => placed.get(mark) ?? []);
}
