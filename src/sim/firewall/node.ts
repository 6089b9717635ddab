/** A component that connections pass both ways. What it lets pass is the business of the run's wall (see `wall.ts`). */
import { leadsTo, portOf } from './ports.ts';
import type { Network, Node, WiredLink } from '../network.ts';
import type { Requests } from '../requests.ts';
import { createWayBack } from '../way-back.ts';

export function createFirewall(network: Network, component: number, requests: Requests): Node {
  const behind = network.linksFrom(component);
  const back = createWayBack(network);

  /** The way to the component `to`, else to the port that the packet is for, else the first. */
  function wayOn(via: number, to: string | undefined): WiredLink | undefined {
    if (behind.length < 2) return behind[0];
    const arrived = network.links[via];
    const port = arrived && portOf(network.run, arrived);
    return (
      behind.find((link) => leadsTo(network.run, link, to)) ??
      behind.find((link) => portOf(network.run, link) === port) ??
      behind[0]
    );
  }

  return {
    through: (via) => wayOn(via, undefined)?.index ?? 'drop',
    receive(request, via) {
      back.came(request, via);
      const link = wayOn(via, requests.given(request)?.to);
      if (link) network.send(request, link.index);
    },
    answered: back.answered,
    failed: back.failed,
  };
}
