/** The load balancers' programs, as modules that `simulate()` is handed. */
import type { Network, Node } from './network.ts';
import type { Requests } from './requests.ts';
import type { BalancerSoftware } from './run.ts';

/** Builds the node of a load balancer. */
export type ProgramFactory = (network: Network, component: number, requests: Requests) => Node;

/** The programs that a run needs; a page ships only those that its scenarios use. */
export type Programs = Partial<Record<BalancerSoftware, ProgramFactory>>;
