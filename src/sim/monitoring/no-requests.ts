/** The part of a node that takes requests, for components that none of them travel through. */
import type { Node } from '../network.ts';

const refuse = () => {
  throw new Error('Requests do not travel to what only measures them.');
};

export const noRequests: Pick<Node, 'receive' | 'answered' | 'failed'> = {
  receive: refuse,
  answered: refuse,
  failed: refuse,
};
