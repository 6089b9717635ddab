/** The load balancers' programs, as modules that `simulate()` is handed. */
import type { Network, Node } from './network.ts';
import type { BalancerSoftware } from './run.ts';

/** Builds the node of a load balancer. @param addressOf The client's IPv4 address of a request, as a number. */
export type ProgramFactory = (
  network: Network,
  component: number,
  addressOf: (request: number) => number,
) => Node;

/** The programs that a run needs; a page ships only those that its scenarios use. */
export type Programs = Partial<Record<BalancerSoftware, ProgramFactory>>;
