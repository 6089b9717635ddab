/** What a figure needs that measures itself: the rules of collectors, probes and monitors, and words. */
import { parseMetric } from '#sim/monitoring/metric-names.ts';
import { monitoringAt, type AlertAt, type MonitoringState } from '#sim/monitoring/monitoring-at.ts';
import type { Component, Run } from '#sim/run.ts';
import { resolveSettings } from '#sim/settings.ts';
import { duration } from '#strings/flow.ts';
import { marks, subtitles, texts, units, value } from '#strings/monitoring.ts';
import type { Badge, Lexicon, Told } from './lexicon.ts';
import { bell, waves } from './measuring-icons.ts';

export { monitoring as modules } from '#sim/monitoring/module.ts';

/** For so long a collector is seen to sample, in µs. */
const pulseUs = 250_000;

export const lexicon: Lexicon = {
  texts: {
    sample: ({ at, a, b }) => texts.sample(at, a, b),
    report: (told) => texts.report(told.at, otherEnd(told)),
    stored: ({ at, a, b, nameOf }) => texts.stored(at, nameOf(a), b),
    'alert-pending': (told) => texts.pending(...ruleOf(told)),
    'alert-firing': (told) => texts.firing(...ruleOf(told)),
    'alert-resolved': (told) => texts.resolved(...ruleOf(told)),
    'alert-calmed': (told) => texts.calmed(...ruleOf(told)),
    evaluated: (told) => texts.evaluated(...ruleOf(told)),
    silence: ({ at, a, nameOf }) => texts.silence(at, nameOf(a)),
    heard: ({ at, a, nameOf }) => texts.heard(at, nameOf(a)),
    'probe-start': ({ at }) => texts.probeStart(at),
    'probe-passed': ({ at, a, b }) => texts.probePassed(at, a, duration(b / 1000)),
    'probe-failed': ({ at, a, b }) => texts.probeFailed(at, a, duration(b / 1000)),
    poll: (told) => texts.poll(told.at, otherEnd(told)),
    'poll-failed': ({ at, a, nameOf }) => texts.pollFailed(at, nameOf(a)),
  },
  marks: {
    'alert-firing': (told) => ({ kind: 'fault', label: marks.firing(ruleOf(told)[0]) }),
    'alert-resolved': (told) => ({ kind: 'up', label: marks.resolved(ruleOf(told)[0]) }),
    silence: ({ a, nameOf }) => ({ kind: 'down', label: marks.silence(nameOf(a)) }),
    heard: ({ a, nameOf }) => ({ kind: 'up', label: marks.heard(nameOf(a)) }),
  },
  subtitle: (trace, component, tUs) => {
    const { kind } = trace.run.components[component] ?? {};
    return kind === 'collector' || kind === 'monitor' || kind === 'probe'
      ? subtitleOf(trace.run, component, monitoringAt(trace, tUs))
      : undefined;
  },
  longestSubtitle: (run, component) => {
    const each = run.components[component];
    switch (each?.kind) {
      case 'monitor':
        return subtitles.pending;
      case 'probe':
        return subtitles.status(0);
      case 'collector':
        return subtitleOf(run, component);
      default:
        return undefined;
    }
  },
  badges: (trace, tUs) => {
    const state = monitoringAt(trace, tUs);
    return trace.run.components.flatMap((component, index) =>
      badgesOf(component, index, state, tUs),
    );
  },
  packets: (trace, tUs) =>
    monitoringAt(trace, tUs).messages.map(({ row, link, share, back, isQuestion }) => ({
      key: `message-${row}`,
      link,
      share,
      back: back && !isQuestion,
    })),
};

/** The rule of an event, and its value in words. */
function ruleOf({ trace: { run }, component, a, b }: Told): [rule: string, value: string] {
  const rule = run.components[component]?.alerts?.[a];
  const [, name = 'requests'] = parseMetric(rule?.metric ?? '') ?? [];
  return [rule?.id ?? '', value(b < 0 ? undefined : b / 1000, units[name])];
}

/** The name of the component at the other end of the link a. */
function otherEnd({ trace: { run }, component, a, nameOf }: Told): string {
  const { from, to } = run.links[a] ?? {};
  const other = run.components[component]?.id === from ? to : from;
  return nameOf(run.components.findIndex(({ id }) => id === other));
}

function subtitleOf(run: Run, index: number, state?: MonitoringState): string {
  const { kind, settings, alerts = [] } = run.components[index] ?? {};
  switch (kind) {
    case 'collector': {
      const { mode, interval_ms } = resolveSettings('collector', settings);
      return mode === 'push' ? subtitles.every(duration(interval_ms)) : subtitles.asked;
    }
    case 'probe': {
      const probed = state?.probed.get(index);
      const { interval_ms } = resolveSettings('probe', settings);
      return probed ? subtitles.status(probed.status) : subtitles.probes(duration(interval_ms));
    }
    default: {
      const worst = state && worstAlert(state, index)?.phase;
      if (worst === 'firing' || worst === 'pending') return subtitles[worst];
      const isSilent = (state?.silent.get(index)?.size ?? 0) > 0;
      return isSilent ? subtitles.silent : subtitles.watches(alerts.length);
    }
  }
}

function worstAlert({ alerts }: MonitoringState, monitor: number): AlertAt | undefined {
  const own = alerts.filter((alert) => alert.monitor === monitor);
  return (['firing', 'pending', 'inactive'] as const)
    .map((phase) => own.find((alert) => alert.phase === phase))
    .find((alert) => alert !== undefined);
}

function badgesOf(
  { id, kind, alerts = [] }: Component,
  index: number,
  state: MonitoringState,
  tUs: number,
): readonly Badge[] {
  if (kind === 'collector') {
    const isSampling = tUs - (state.sampledUs.get(index) ?? -Infinity) < pulseUs;
    return [{ target: id, path: waves, look: isSampling ? 'pulse' : 'plain' }];
  }
  const worst = kind === 'monitor' ? worstAlert(state, index) : undefined;
  if (!worst) return [];
  const look = ({ inactive: 'plain', pending: 'pulse', firing: 'bad' } as const)[worst.phase];
  return [{ target: id, path: bell, look, text: alerts[worst.rule]?.id ?? '' }];
}
