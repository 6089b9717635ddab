/** Counts a component's requests as the program itself does: from zero when its process begins. */
import type { Network } from '../network.ts';
import type { Component } from '../run.ts';
import { isAtWork } from './exchange.ts';
import type { LoggedRequest, Reading } from './reading.ts';

/** Looks at the component now, and at its log from where the last look ended; nothing when it does not answer. */
export type Look = () => Reading | undefined;

/** Whether requests travel through it, so that it has something to count. */
export const hasCounters = ({ kind }: Component): boolean =>
  !['client', 'collector', 'monitor', 'probe', 'dns', 'virtual-address'].includes(kind);

/** Whether it writes an access log. */
export const writesLog = ({ kind }: Component): boolean =>
  kind === 'web' || kind === 'load-balancer';

/**
 * nginx's status page (`stub_status`) is a page of its own: a look at it is one more request of the counter. With
 * `access_log off` it is not in the log.
 */
const countsLooks = ({ kind, software }: Component) => kind === 'web' || software === 'nginx';

export function createCounters(network: Network, index: number): Look {
  const { agenda, faults } = network;
  const component = network.run.components[index];
  if (!component) throw new Error(`There is no component ${index}.`);
  const beganUs = new Map<number, number>();
  const perLook = countsLooks(component) ? 1 : 0;
  let requests = 0;
  let errors = 0;
  let log: LoggedRequest[] = [];

  network.watch(index, {
    received(request) {
      requests += 1;
      beganUs.set(request, agenda.nowUs);
    },
    done(request, status) {
      const startUs = beganUs.get(request);
      if (startUs === undefined) return;
      beganUs.delete(request);
      if (status >= 500) errors += 1;
      if (writesLog(component)) log.push({ endUs: agenda.nowUs, timeUs: agenda.nowUs - startUs });
    },
    ended() {
      // The counters are the process's own. The log is a file, and stays.
      beganUs.clear();
      requests = 0;
      errors = 0;
    },
  });

  return () => {
    if (!isAtWork(faults[index])) return undefined;
    requests += perLook;
    const gauges = network.nodeOf(index).report?.() ?? { busy: beganUs.size, waiting: 0 };
    const reading = { component: index, requests, errors, ...gauges, log };
    log = [];
    return reading;
  };
}
