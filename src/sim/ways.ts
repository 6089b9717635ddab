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

/** Several links that carry the same are taken in turn. */
export function createWays(network: Network, { component, settings, requests }: WaysOptions): Ways {
  const links = network.linksFrom(component);
  const nextRead = inTurn(links.filter(({ carries }) => carries !== 'writes'));
  const nextWrite = inTurn(links.filter(({ carries }) => carries !== 'reads'));
  const linkTo = (target: number) => links.find(({ toIndex }) => toIndex === target);

  /** The link to the database that was promoted last. */
  function toPrimary(): WiredLink | undefined {
    if (settings.database !== 'follows-primary') return undefined;
    const primary = network.promoted.findLast(linkTo);
    return primary === undefined ? undefined : linkTo(primary);
  }

  return {
    goOn: links.length > 0,
    next(request) {
      const named = requests.given(request)?.database;
      const own = named === undefined ? undefined : links.find(({ to }) => to === named);
      if (own) return own;
      return requests.writes(request) ? (toPrimary() ?? nextWrite()) : nextRead();
    },
  };
}

function inTurn(links: readonly WiredLink[]): () => WiredLink | undefined {
  let turn = 0;
  return () => links[turn++ % links.length];
}
