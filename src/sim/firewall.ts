/** A firewall that lets everything pass, both ways. */
import type { Network, Node } from './network.ts';

export function createFirewall(network: Network, component: number): Node {
  const [behind] = network.linksFrom(component);
  const cameOver = new Map<number, number>();

  function back(request: number, send: (via: number) => void) {
    const via = cameOver.get(request);
    if (via === undefined) return;
    cameOver.delete(request);
    send(via);
  }

  return {
    receive(request, via) {
      cameOver.set(request, via);
      if (behind) network.send(request, behind.index);
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
