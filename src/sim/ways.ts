/** Which of the links behind a stage a request takes: reads and writes may go different ways. */
import type { Network, WiredLink } from './network.ts';
import type { Requests } from './requests.ts';
import type { Settings } from './settings.ts';

export interface Ways {
  /** Whether there is anything behind the stage. */
  readonly goOn: boolean;
  /** The link that the request takes; `undefined` when none carries what it does. */
  next(request: number): WiredLink | undefined;
}

interface WaysOptions {
  readonly component: number;
  readonly settings: Partial<Pick<Settings<'app'>, 'database'>>;
  readonly requests: Requests;
}

/**
 * Several links that carry the same are taken in turn. An application that follows the primary sends it everything that no
 * link for reads carries: first to the database behind its first link, then to the one that was promoted last.
 */
export function createWays(network: Network, { component, settings, requests }: WaysOptions): Ways {
  const links = network.linksFrom(component);
  const follows = settings.database === 'follows-primary';
  const nextRead = inTurn(links.filter(({ carries }) => carries !== 'writes'));
  const nextWrite = inTurn(links.filter(({ carries }) => carries !== 'reads'));
  const onlyReads = links.filter(({ carries }) => carries === 'reads');
  const nextFromReplica = onlyReads.length > 0 ? inTurn(onlyReads) : toPrimary;
  const linkTo = (target: number) => links.find(({ toIndex }) => toIndex === target);

  function toPrimary(): WiredLink | undefined {
    const promoted = network.promoted.findLast(linkTo);
    if (promoted !== undefined) return linkTo(promoted);
    return links.find(({ carries }) => carries !== 'reads');
  }

  return {
    goOn: links.length > 0,
    next(request) {
      const named = requests.given(request)?.database;
      const own = named === undefined ? undefined : links.find(({ to }) => to === named);
      if (own) return own;
      if (follows) return requests.writes(request) ? toPrimary() : nextFromReplica();
      return requests.writes(request) ? nextWrite() : nextRead();
    },
  };
}

function inTurn(links: readonly WiredLink[]): () => WiredLink | undefined {
  let turn = 0;
  return () => links[turn++ % links.length];
}
