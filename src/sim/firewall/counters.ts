/** What a firewall has counted, written into the trace now and then: accepted packets are too many for an event each. */
import type { Agenda } from '../agenda.ts';
import type { Recorder } from '../recorder.ts';
import type { Judgement } from './filter.ts';

/** Counters are written at whole multiples of this. */
export const countedEveryUs = 100_000;

export function createCounters(agenda: Agenda, recorder: Recorder, component: number) {
  const packets = new Map<number, number>();
  const changed = new Set<number>();

  function write() {
    for (const rule of changed) {
      recorder.event('fw-counted', component, -1, rule, packets.get(rule));
    }
    changed.clear();
  }

  function add(rule: number) {
    packets.set(rule, (packets.get(rule) ?? 0) + 1);
    if (changed.size === 0) {
      agenda.at((Math.floor(agenda.nowUs / countedEveryUs) + 1) * countedEveryUs, write);
    }
    changed.add(rule);
  }

  return {
    count({ verdict, deciders }: Judgement) {
      // The rule that stops a packet has an event of its own.
      (verdict === 'accept' ? deciders : deciders.slice(0, -1)).forEach(add);
    },
    /** Another ruleset counts from 0. */
    clear() {
      packets.clear();
      changed.clear();
    },
  };
}
