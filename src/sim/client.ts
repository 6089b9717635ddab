/** The clients: where requests come into being and where answers end. */
import { createRetries } from './client-retries.ts';
import type { OpenConnection } from './dns/happy-eyeballs.ts';
import type { Names } from './dns/names.ts';
import type { Network, Node } from './network.ts';
import type { Requests } from './requests.ts';
import type { Settings } from './settings.ts';
import { outcomeCodes, type Outcome } from './trace.ts';

export interface Client extends Node {
  /**
   * A request of the workload comes into being now.
   * @param given As in `RequestTable`.
   * @returns Its number.
   */
  request(address: number, write: boolean, given: number): number;
}

export interface Ends {
  /** The request has its answer or is given up. */
  readonly ended: (request: number) => void;
  /** So it is, and the client will not repeat it. */
  readonly settled: (request: number) => void;
}

export function createClient(
  network: Network,
  component: number,
  settings: Settings<'client'>,
  requests: Requests,
  { ended, settled }: Ends,
  names?: Names,
): Client {
  const { agenda, recorder, run } = network;
  const links = network.linksFrom(component);
  const retries = createRetries(run.seed, run.components[component]?.id ?? '', settings);

  /** Requests whose connection is being made. */
  const dialing = new Set<number>();

  /** How a connection is made for the request; `undefined` where one is there already. */
  function dialerFor(request: number): OpenConnection | undefined {
    const { tls } = network;
    if (settings.connection !== 'new' || !tls) return undefined;
    return (over, isWanted, opened) => {
      tls.dial(request, over, isWanted, opened);
    };
  }

  /** Sends the request over a connection to where the site's name leads. */
  function sendByName(request: number, site: Names) {
    dialing.add(request);
    const isWanted = () => dialing.has(request);
    site.reach(request, isWanted, dialerFor(request), (over) => {
      dialing.delete(request);
      if (over === undefined) end(request, 'failed', 0);
      else network.send(request, over);
    });
  }

  /** Sends the request, over a connection that is there or that is made for it. */
  function sendOver(over: number, request: number) {
    const open = dialerFor(request);
    if (!open) {
      network.send(request, over);
      return;
    }
    dialing.add(request);
    open(
      over,
      () => dialing.has(request),
      (failure) => {
        dialing.delete(request);
        if (failure === undefined) network.send(request, over);
        else end(request, 'failed', 0);
      },
    );
  }

  function begin(address: number, write: boolean, given: number, earlier?: number): number {
    const request = recorder.arrival(address, write, given, earlier);
    const to = requests.given(request)?.to;
    const link = links.find((each) => each.to === to) ?? links[0];
    retries.began(request, earlier);
    recorder.event('arrive', component, request, address | 0, write ? 1 : 0);
    if (earlier !== undefined) {
      recorder.event('client-retry', component, request, earlier, retries.attemptsBefore(request));
    }
    if (names && to === undefined) sendByName(request, names);
    else if (link) sendOver(link.index, request);
    if (settings.timeout_ms !== null) {
      agenda.after(settings.timeout_ms * 1000, () => {
        end(request, 'dropped', 0);
      });
    }
    return request;
  }

  function end(request: number, outcome: Outcome, status: number) {
    if (dialing.size > 0) dialing.delete(request);
    if (!recorder.end(request, outcome, status)) return;
    if (outcome === 'dropped') recorder.event('give-up', component, request);
    else recorder.event('end', component, request, status, outcomeCodes[outcome]);
    ended(request);
    const waitUs = outcome === 'answered' ? undefined : retries.waitUs(request);
    if (waitUs === undefined) {
      settled(request);
      return;
    }
    agenda.after(waitUs, () => {
      begin(
        recorder.addressOf(request),
        recorder.writes(request),
        recorder.givenOf(request),
        request,
      );
    });
  }

  return {
    request: begin,
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
