/** A component that connections pass both ways. What it lets pass is the business of the run's wall (see `wall.ts`). */
import { leadsTo, portOf } from './ports.ts';
import type { Network, Node, WiredLink } from '../network.ts';
import type { Requests } from '../requests.ts';

export function createFirewall(network: Network, component: number, requests: Requests): Node {
  const behind = network.linksFrom(component);
  const cameOver = new Map<number, number>();

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

  function back(request: number, send: (via: number) => void) {
    const via = cameOver.get(request);
    if (via === undefined) return;
    cameOver.delete(request);
    send(via);
  }

  return {
    through: (via) => wayOn(via, undefined)?.index ?? 'drop',
    receive(request, via) {
      cameOver.set(request, via);
      const link = wayOn(via, requests.given(request)?.to);
      if (link) network.send(request, link.index);
    },
    answered(request, _via, status) {
      back(request, (via) => {
        network.pass(request, via, status);
      });
    },
    failed(request) {
      back(request, (via) => {
        network.cut(request, via);
      });
    },
  };
}
