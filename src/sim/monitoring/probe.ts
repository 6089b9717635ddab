/**
 * A probe, such as Prometheus' Blackbox exporter: asks for the site from outside as a user does, waits for so long and no
 * longer, and tells a monitor how it went. It says only what a user would see, and only now and then.
 */
import type { NodeFactory } from '../modules.ts';
import { resolveSettings } from '../settings.ts';
import { isAtWork, push } from './exchange.ts';
import { noRequests } from './no-requests.ts';
import { probeRequest } from './probe-requests.ts';
import type { LoggedRequest } from './reading.ts';
import { repeat } from './repeat.ts';

export const probe: NodeFactory = (network, component) => {
  const { agenda, recorder, run, faults } = network;
  const { interval_ms, timeout_ms } = resolveSettings('probe', run.components[component]?.settings);
  const probes = run.components.filter(({ kind }) => kind === 'probe');
  const position = probes.findIndex(({ id }) => id === run.components[component]?.id);
  const [front] = network.linksFrom(component);
  const ways = network.linksThat('metrics', { from: component });
  /** When each open request was sent. */
  const sentUs = new Map<number, number>();
  let sent = 0;
  let errors = 0;

  function conclude(request: number, status: number) {
    const startUs = sentUs.get(request);
    if (startUs === undefined) return;
    sentUs.delete(request);
    const isWell = status >= 200 && status < 400;
    const timeUs = agenda.nowUs - startUs;
    if (!isWell) errors += 1;
    recorder.event(isWell ? 'probe-passed' : 'probe-failed', component, request, status, timeUs);
    const log: LoggedRequest[] = [{ endUs: agenda.nowUs, timeUs }];
    const reading = { component, requests: sent, errors, busy: 0, waiting: 0, log, isUp: isWell };
    for (const way of ways) push(network, way, [reading], interval_ms * 1000);
  }

  /** As a client does that keeps no connection: where a run makes connections, a new one for each request. */
  function sendOver(link: number, request: number) {
    if (!network.tls) {
      network.send(request, link);
      return;
    }
    const isWanted = () => sentUs.has(request);
    network.tls.dial(request, link, isWanted, (failure) => {
      if (failure === undefined) network.send(request, link);
      else conclude(request, 0);
    });
  }

  repeat(agenda, interval_ms * 1000, () => {
    if (!front || !isAtWork(faults[component])) return;
    sent += 1;
    const request = probeRequest(sent, position, probes.length);
    sentUs.set(request, agenda.nowUs);
    recorder.event('probe-start', component, request, sent);
    sendOver(front.index, request);
    agenda.after(timeout_ms * 1000, () => {
      conclude(request, 0);
    });
  });

  return {
    receive: noRequests.receive,
    answered(request, _via, status) {
      conclude(request, status);
    },
    failed(request) {
      conclude(request, 0);
    },
  };
};
