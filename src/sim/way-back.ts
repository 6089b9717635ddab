/** How answers find back through a component that only passes requests on, such as a firewall. */
import type { Network, Node } from './network.ts';

export interface WayBack extends Pick<Node, 'answered' | 'failed'> {
  /** The request has come over the link `via`, and its answer goes back over it. */
  came(request: number, via: number): void;
}

export function createWayBack(network: Network): WayBack {
  const cameOver = new Map<number, number>();

  function back(request: number, send: (via: number) => void) {
    const via = cameOver.get(request);
    if (via === undefined) return;
    cameOver.delete(request);
    send(via);
  }

  return {
    came(request, via) {
      cameOver.set(request, via);
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
