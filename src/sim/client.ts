/** The clients: where requests come into being and where answers end. */
import type { Network, Node } from './network.ts';
import type { Settings } from './settings.ts';
import { outcomes, type Outcome } from './trace.ts';

export interface Client extends Node {
  /** A request comes into being now. Returns its number. */
  request(address: number, write: boolean): number;
}

/** @param ended Told of each request when it has its answer or is given up. */
export function createClient(
  network: Network,
  component: number,
  settings: Settings<'client'>,
  ended: (request: number) => void,
): Client {
  const { agenda, recorder } = network;
  const [link] = network.linksFrom(component);

  function end(request: number, outcome: Outcome, status: number) {
    if (!recorder.end(request, outcome, status)) return;
    if (outcome === 'dropped') recorder.event('give-up', component, request);
    else recorder.event('end', component, request, status, outcomes.indexOf(outcome));
    ended(request);
  }

  return {
    request(address, write) {
      const request = recorder.arrival(address, write);
      recorder.event('arrive', component, request, address | 0, write ? 1 : 0);
      if (link) network.send(request, link.index);
      if (settings.timeout_ms !== null) {
        agenda.after(settings.timeout_ms * 1000, () => {
          end(request, 'dropped', 0);
        });
      }
      return request;
    },
    receive() {
      throw new Error('Requests do not travel to a client.');
    },
    answered(request, _via, status) {
      end(request, status < 500 ? 'answered' : 'failed', status);
    },
    failed(request) {
      end(request, 'failed', 0);
    },
  };
}
