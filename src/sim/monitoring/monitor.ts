/**
 * A monitoring service such as Prometheus or Sumo Logic: takes what collectors and probes send, asks those that wait to be
 * asked, keeps the series, and evaluates alert rules at an interval. It knows only what has reached it.
 */
import type { NodeFactory } from '../modules.ts';
import type { WiredLink } from '../network.ts';
import { resolveSettings } from '../settings.ts';
import { evaluated, inactive, type AlertRule, type AlertState } from './alerts.ts';
import { createCounters } from './counters.ts';
import { ask, isAtWork, type Question } from './exchange.ts';
import { parseMetric } from './metric-names.ts';
import { emptySeries, keep, valueOf, type Series } from './metrics.ts';
import { noRequests } from './no-requests.ts';
import type { Reading } from './reading.ts';
import { repeat } from './repeat.ts';

const usualWindowMs = 60_000;

/** The trace holds whole numbers: a value in thousandths, as far as 32 bits go; -1 for none. */
const inThousandths = (value: number | undefined) =>
  value === undefined ? -1 : Math.min(Math.round(value * 1000), 0x7fffffff);

export const monitor: NodeFactory = (network, component) => {
  const { agenda, recorder, run, faults } = network;
  const { settings, alerts = [] } = run.components[component] ?? {};
  const { scrape_interval_ms, scrape_timeout_ms, evaluation_interval_ms, lookback_delta_ms } =
    resolveSettings('monitor', settings);
  const scrapeUs = scrape_interval_ms * 1000;
  const timeoutUs = Math.min(scrape_timeout_ms, scrape_interval_ms) * 1000;
  const lookbackUs = lookback_delta_ms * 1000;
  const series = new Map<number, Series>();
  const seriesOf = (index: number): Series => {
    const known = series.get(index) ?? emptySeries();
    series.set(index, known);
    return known;
  };
  const senders = network.linksThat('metrics', { to: component });
  const sources = [
    ...senders.map(({ fromIndex }) => fromIndex),
    ...network.linksThat('polls', { from: component }).map(({ toIndex }) => toIndex),
  ];
  const silent = new Set<number>();
  const states = new Map<AlertRule, AlertState>();

  function store(source: number, readings: readonly Reading[], tUs: number) {
    const known = seriesOf(source);
    known.heardUs = Math.max(known.heardUs, tUs);
    if (silent.delete(source)) recorder.event('heard', component, -1, source);
    for (const reading of readings) {
      keep(seriesOf(reading.component), reading, tUs);
      recorder.event('stored', component, -1, reading.component, reading.requests);
    }
  }

  function evaluate() {
    for (const source of new Set(sources)) {
      const isLate = agenda.nowUs - seriesOf(source).heardUs > lookbackUs;
      if (!isLate || silent.has(source)) continue;
      silent.add(source);
      recorder.event('silence', component, -1, source);
    }
    alerts.forEach(evaluateRule);
  }

  function evaluateRule(rule: AlertRule, index: number) {
    const [id, name] = parseMetric(rule.metric) ?? [];
    const target = run.components.findIndex((each) => each.id === id);
    const windowUs = (rule.window_ms ?? usualWindowMs) * 1000;
    const value = name && valueOf(seriesOf(target), name, agenda.nowUs, windowUs);
    const before = states.get(rule) ?? inactive;
    const after = evaluated(rule, before, value, agenda.nowUs);
    states.set(rule, after);
    const thousandths = inThousandths(value);
    recorder.event('evaluated', component, -1, index, thousandths);
    if (before.phase === after.phase) return;
    const kind = (
      {
        inactive: before.phase === 'firing' ? 'alert-resolved' : 'alert-calmed',
        pending: 'alert-pending',
        firing: 'alert-firing',
      } as const
    )[after.phase];
    recorder.event(kind, component, -1, index, thousandths);
  }

  function question(link: WiredLink): Question {
    const { index, fromIndex, toIndex, latencyUs } = link;
    if (fromIndex !== component) {
      return {
        link: index,
        asker: component,
        asked: fromIndex,
        latencyUs,
        // Over the connection that the collector holds open.
        open: (opened) => {
          opened();
        },
        read: () => network.nodeOf(fromIndex).sample?.() ?? [],
      };
    }
    const look = createCounters(network, toIndex);
    return {
      link: index,
      asker: component,
      asked: toIndex,
      latencyUs,
      open: (opened, refused) => {
        network.connect(index, (result) => {
          if (result === 'connected') opened();
          else refused();
        });
      },
      read: () => [look()].filter((reading) => reading !== undefined),
    };
  }

  const questions = [
    ...senders.filter(({ fromIndex }) => isAsked(fromIndex)),
    ...network.linksThat('polls', { from: component }),
  ].map(question);

  function isAsked(sender: number): boolean {
    const source = run.components[sender];
    return (
      source?.kind === 'collector' && resolveSettings('collector', source.settings).mode === 'pull'
    );
  }

  repeat(agenda, scrapeUs, () => {
    const askedUs = agenda.nowUs;
    if (!isAtWork(faults[component]) || faults[component] === 'drop') return;
    for (const each of questions) {
      ask(network, each, timeoutUs, (readings) => {
        if (!isAtWork(faults[component])) return;
        seriesOf(each.asked).up = readings ? 1 : 0;
        if (readings) store(each.asked, readings, askedUs);
        else recorder.event('poll-failed', component, -1, each.asked);
      });
    }
  });
  repeat(agenda, evaluation_interval_ms * 1000, () => {
    if (isAtWork(faults[component])) evaluate();
  });

  return {
    ...noRequests,
    measured: store,
  };
};
