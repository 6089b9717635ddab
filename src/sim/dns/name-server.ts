/** An authoritative name server: it answers from its records, of which each answer begins with the next. */
import type { NodeFactory } from '../modules.ts';
import { createRandom } from '../random.ts';
import { resolveSettings } from '../settings.ts';
import { applyChange, lookUp, parseChange, rotated, type DnsAnswer } from './records.ts';

export const createNameServer: NodeFactory = (network, component) => {
  const { run, recorder } = network;
  const { id = '', settings, records: first = [] } = run.components[component] ?? {};
  const { rrset_order: order, negative_ttl_s: negativeTtlS } = resolveSettings('dns', settings);
  const draw = createRandom(run.seed, id, 'order');
  let records = first;
  let answers = 0;

  function turnOf(length: number): number {
    switch (order) {
      case 'cyclic':
        return answers++;
      case 'random':
        return Math.floor(draw() * length);
      case 'fixed':
        return 0;
    }
  }

  return {
    receive() {
      throw new Error('Requests do not travel to a name server.');
    },
    answered: () => undefined,
    failed: () => undefined,
    acted(action, value) {
      const change = action === 'record' ? parseChange(String(value)) : undefined;
      if (!change) return;
      records = applyChange(records, change);
      const event = run.events.findIndex((each) => each.action === action && each.value === value);
      recorder.event('dns-record', component, -1, event);
    },
    lookUp(name): DnsAnswer {
      const answer = lookUp(records, name, negativeTtlS);
      const { addresses } = answer;
      return { ...answer, addresses: rotated(addresses, turnOf(addresses.length)) };
    },
  };
};
