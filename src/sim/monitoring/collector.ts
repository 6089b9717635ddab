/**
 * A collector (an agent such as collectd or Telegraf) on a host: reads the counters and the access logs of the components
 * beside it, and sends them to the monitor or is asked for them. It dies with its host, or by itself. What it cannot
 * deliver is lost, but counters go on counting meanwhile.
 */
import type { NodeFactory } from '../modules.ts';
import { resolveSettings } from '../settings.ts';
import { createCounters, hasCounters } from './counters.ts';
import { isAtWork, push } from './exchange.ts';
import { noRequests } from './no-requests.ts';
import { repeat } from './repeat.ts';

export const collector: NodeFactory = (network, component) => {
  const { agenda, recorder, run, faults } = network;
  const { host, settings } = run.components[component] ?? {};
  const { mode, interval_ms } = resolveSettings('collector', settings);
  const intervalUs = interval_ms * 1000;
  const looks = run.components.flatMap((other, index) =>
    other.host !== undefined && other.host === host && hasCounters(other)
      ? [createCounters(network, index)]
      : [],
  );
  const ways = network.linksThat('metrics', { from: component });

  function sample() {
    const readings = looks.map((look) => look()).filter((reading) => reading !== undefined);
    const lines = readings.reduce((sum, { log }) => sum + log.length, 0);
    recorder.event('sample', component, -1, readings.length, lines);
    return readings;
  }

  if (mode === 'push') {
    repeat(agenda, intervalUs, () => {
      if (!isAtWork(faults[component])) return;
      const readings = sample();
      for (const way of ways) push(network, way, readings, intervalUs);
    });
  }
  return { ...noRequests, sample };
};
