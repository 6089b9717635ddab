/** How TCP connections are made: a SYN goes there, its answer comes back, and what is lost is sent again. */
import type { Agenda } from './agenda.ts';
import type { Recorder } from './recorder.ts';
import type { Node, PacketWatcher, Wall, WiredLink } from './network.ts';
import type { Fault } from './run.ts';

/**
 * A lost SYN is sent again after 1 s, then after twice as long each time (RFC 6298, sections 2.1 and 5.5; Linux gives up
 * after 6).
 */
export const synRetransmissions = 6;
export const firstRetransmissionUs = 1_000_000;

/**
 * Opens a connection; `done` is called once, when it is open or refused, and never when packets are dropped for good.
 * `path` are the links that it goes along. `request` is the one that it is for, where it is for one.
 */
export type Connect = (
  link: number,
  done: (result: 'connected' | 'refused', path: readonly number[]) => void,
  sent?: PacketWatcher,
  request?: number,
) => void;

interface Surroundings {
  readonly agenda: Agenda;
  readonly recorder: Pick<Recorder, 'hasEnded'>;
  readonly links: readonly WiredLink[];
  readonly faults: readonly Fault[];
  readonly nodeAt: (component: number) => Node;
  /** The run's firewalls, where there are any. */
  readonly wall: () => Wall | undefined;
}

export function createConnect({
  agenda,
  recorder,
  links,
  faults,
  nodeAt,
  wall,
}: Surroundings): Connect {
  const linkAt = (index: number) => links[index] as WiredLink;

  /** What becomes of a SYN that arrives over a link: it goes on over another, is stopped, or is where it should be. */
  function wayOfSyn(via: number, origin: number, request: number) {
    const { toIndex } = linkAt(via);
    const passed = wall()?.judge({ what: 'syn', via, request, origin });
    if (passed === 'lost' || faults[toIndex] === 'drop') return 'drop';
    if (passed === 'refused' || faults[toIndex] === 'refuse') return 'reject';
    return nodeAt(toIndex).through?.(via);
  }

  /** Whether the answer to a SYN that went along `path` gets back. */
  function getsBack(path: readonly number[], origin: number, request: number) {
    return [...path]
      .reverse()
      .every(
        (via) => (wall()?.judge({ what: 'answer', via, request, origin }) ?? 'pass') === 'pass',
      );
  }

  /** Tells of the answer to a SYN, hop by hop. */
  function returnOver(path: readonly number[], sent: PacketWatcher) {
    let awayUs = 0;
    for (const along of [...path].reverse()) {
      const { latencyUs } = linkAt(along);
      agenda.after(awayUs, () => {
        sent(-1 - along, latencyUs);
      });
      awayUs += latencyUs;
    }
  }

  return function connect(index, done, sent, request = -1) {
    const path: number[] = [];

    /** @param awayUs How long the packet has been on its way when it sets out along the link. */
    function travel(along: number, awayUs: number, lost: (awayUs: number) => void) {
      const { latencyUs } = linkAt(along);
      const hereUs = awayUs + latencyUs;
      path.push(along);
      sent?.(along, latencyUs);
      agenda.after(latencyUs, () => {
        const way = wayOfSyn(along, index, request);
        if (way === 'drop') lost(hereUs);
        else if (typeof way === 'number') travel(way, hereUs, lost);
        else comeBack(along, hereUs, way === 'reject' ? 'refused' : 'connected', lost);
      });
    }

    function comeBack(
      last: number,
      awayUs: number,
      result: 'connected' | 'refused',
      lost: (awayUs: number) => void,
    ) {
      if (sent) returnOver(path, sent);
      agenda.after(awayUs, () => {
        if (!getsBack(path, index, request)) {
          lost(2 * awayUs);
          return;
        }
        if (result === 'connected') wall()?.connected(index, linkAt(last).toIndex);
        done(result, path);
      });
    }

    function attempt(number: number, waitUs: number) {
      // Whoever has given up sends nothing again.
      if (request >= 0 && recorder.hasEnded(request)) return;
      path.length = 0;
      travel(index, 0, (awayUs) => {
        if (number > synRetransmissions) return;
        agenda.after(Math.max(0, waitUs - awayUs), () => {
          attempt(number + 1, 2 * waitUs);
        });
      });
    }
    attempt(1, firstRetransmissionUs);
  };
}
