/**
 * Opens a connection to one of several addresses (RFC 8305): the next is tried when the one before has refused, or has
 * said nothing for the Connection Attempt Delay, and the first that is open is used.
 */
import type { Network } from '../network.ts';

/** Why an address was left for the next. Append only: the trace holds the place in this list. */
export const leftBehind = ['silent', 'refused', 'nobody'] as const;

/** Opens a connection over a link; tells when it is open, or that it was refused. */
export type OpenConnection = (
  link: number,
  isWanted: () => boolean,
  opened: (failure?: unknown) => void,
) => void;

export interface Race {
  readonly request: number;
  readonly component: number;
  /** The link to each address; none where nobody has it. */
  readonly links: readonly (number | undefined)[];
  readonly delayUs: number;
  readonly open: OpenConnection;
  readonly isWanted: () => boolean;
  /** Told once: the link that is open, or none when every address has refused. */
  readonly done: (link: number | undefined) => void;
}

export function race({ agenda, recorder }: Network, race: Race): void {
  const { request, component, links, delayUs, open, isWanted, done } = race;
  let next = 0;
  let underWay = 0;
  let isOver = false;
  const goesOn = () => !isOver && isWanted();

  function attempt() {
    const link = links[next];
    next += 1;
    underWay += 1;
    let isLatest = true;
    const leave = (why: (typeof leftBehind)[number]) => {
      if (!isLatest || !goesOn() || next >= links.length) return;
      isLatest = false;
      recorder.event('dns-next', component, request, link ?? -1, leftBehind.indexOf(why));
      attempt();
    };
    if (link === undefined) {
      recorder.event('dns-next', component, request, -1, leftBehind.indexOf('nobody'));
    } else {
      open(link, goesOn, (failure) => {
        underWay -= 1;
        if (!goesOn()) return;
        if (failure === undefined) {
          isOver = true;
          done(link);
        } else {
          leave('refused');
          if (underWay === 0) done(undefined);
        }
      });
    }
    agenda.after(delayUs, () => {
      leave('silent');
    });
  }
  attempt();
}

/** A TCP connection and nothing more. */
export function openTcp(network: Network, component: number, request: number): OpenConnection {
  const { recorder, links } = network;
  return (link, isWanted, opened) => {
    recorder.event('tcp-open', component, request, link);
    network.connect(
      link,
      (result) => {
        if (!isWanted()) return;
        recorder.event(
          result === 'refused' ? 'tls-failed' : 'tcp-opened',
          component,
          request,
          link,
        );
        opened(result === 'refused' ? result : undefined);
      },
      (along, us) => {
        const end = along < 0 ? links[-1 - along]?.toIndex : links[along]?.fromIndex;
        if (isWanted()) recorder.event('packet', end ?? component, request, along, us);
      },
      request,
    );
  };
}
