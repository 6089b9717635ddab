/** What the monitoring of a run knows, and does, at a moment: told from the trace. */
import { rowsBy, rowsOfKinds } from '../rows.ts';
import { kindOf, type Trace } from '../trace.ts';
import type { AlertPhase } from './alerts.ts';

/** An alert rule of a monitor. */
export interface AlertAt {
  readonly monitor: number;
  /** Its place among the monitor's rules. */
  readonly rule: number;
  readonly phase: AlertPhase;
  /** Since when, in µs. */
  readonly sinceUs: number;
  /** What the last evaluation gave; none when there was nothing to compute it from. */
  readonly value: number | undefined;
}

/** A question, or measurements, on their way. */
export interface Message {
  /** The trace's row at which it sets out. */
  readonly row: number;
  readonly link: number;
  /** How far from the link's beginning, 0 to 1. */
  readonly share: number;
  readonly back: boolean;
  readonly isQuestion: boolean;
}

export interface MonitoringState {
  readonly alerts: readonly AlertAt[];
  /** Sources, as indices of components, that each monitor has not heard of for too long. */
  readonly silent: ReadonlyMap<number, ReadonlySet<number>>;
  /** When each collector has last sampled, in µs. */
  readonly sampledUs: ReadonlyMap<number, number>;
  /** What each probe has found last; its status, 0 for no answer. */
  readonly probed: ReadonlyMap<number, { readonly isUp: boolean; readonly status: number }>;
  readonly messages: readonly Message[];
}

const changes = [
  'alert-pending',
  'alert-firing',
  'alert-resolved',
  'alert-calmed',
  'silence',
  'heard',
] as const;

const phases: Readonly<Record<string, AlertPhase>> = {
  'alert-pending': 'pending',
  'alert-firing': 'firing',
};

export function monitoringAt(trace: Trace, tUs: number): MonitoringState {
  const { run, events } = trace;
  const alerts = run.components.flatMap((component, monitor) =>
    (component.alerts ?? []).map((_, rule) => {
      const alert: { -readonly [K in keyof AlertAt]: AlertAt[K] } = {
        monitor,
        rule,
        phase: 'inactive',
        sinceUs: 0,
        value: valueAt(trace, monitor, rule, tUs),
      };
      return alert;
    }),
  );
  const silent = new Map<number, Set<number>>();
  for (const row of rowsBy(trace, rowsOfKinds(trace, changes), tUs)) {
    const kind = kindOf(events.kind[row] ?? 0);
    const monitor = events.component[row] ?? -1;
    const a = events.a[row] ?? 0;
    if (kind === 'silence' || kind === 'heard') {
      const sources = silent.get(monitor) ?? new Set<number>();
      silent.set(monitor, sources);
      if (kind === 'silence') sources.add(a);
      else sources.delete(a);
      continue;
    }
    const alert = alerts.find((each) => each.monitor === monitor && each.rule === a);
    if (!alert) continue;
    alert.phase = phases[kind] ?? 'inactive';
    alert.sinceUs = events.tUs[row] ?? 0;
  }
  const sampledUs = new Map<number, number>();
  for (const row of rowsBy(trace, rowsOfKinds(trace, ['sample']), tUs)) {
    sampledUs.set(events.component[row] ?? -1, events.tUs[row] ?? 0);
  }
  return {
    alerts,
    silent,
    sampledUs,
    probed: probesAt(trace, tUs),
    messages: messagesAt(trace, tUs),
  };
}

/** The values that a rule's evaluations have given up to `tUs`. */
export function evaluationsOf(
  trace: Trace,
  monitor: number,
  rule: number,
  tUs: number,
): { readonly tUs: number; readonly value: number | undefined }[] {
  const { events } = trace;
  return rowsBy(trace, rowsOfKinds(trace, ['evaluated']), tUs)
    .filter((row) => events.component[row] === monitor && events.a[row] === rule)
    .map((row) => {
      const thousandths = events.b[row] ?? -1;
      return {
        tUs: events.tUs[row] ?? 0,
        value: thousandths < 0 ? undefined : thousandths / 1000,
      };
    });
}

const valueAt = (trace: Trace, monitor: number, rule: number, tUs: number) =>
  evaluationsOf(trace, monitor, rule, tUs).at(-1)?.value;

function probesAt(trace: Trace, tUs: number): MonitoringState['probed'] {
  const { events } = trace;
  const rows = rowsBy(trace, rowsOfKinds(trace, ['probe-passed', 'probe-failed']), tUs);
  return new Map(
    rows.map((row) => [
      events.component[row] ?? -1,
      {
        isUp: kindOf(events.kind[row] ?? 0) === 'probe-passed',
        status: events.a[row] ?? 0,
      },
    ]),
  );
}

function messagesAt(trace: Trace, tUs: number): Message[] {
  const { run, events } = trace;
  return rowsBy(trace, rowsOfKinds(trace, ['report', 'poll']), tUs).flatMap((row) => {
    const begunUs = events.tUs[row] ?? 0;
    const lastsUs = events.b[row] ?? 0;
    if (lastsUs === 0 || tUs >= begunUs + lastsUs) return [];
    const link = events.a[row] ?? 0;
    const sender = run.components[events.component[row] ?? -1]?.id;
    const back = run.links[link]?.from !== sender;
    const gone = (tUs - begunUs) / lastsUs;
    const isQuestion = kindOf(events.kind[row] ?? 0) === 'poll';
    return [{ row, link, share: back ? 1 - gone : gone, back, isQuestion }];
  });
}
