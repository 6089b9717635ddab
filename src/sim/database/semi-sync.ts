/**
 * The primary's side of semi-synchronous replication: commits that wait until a replica has them. When one has waited for
 * `rpl_semi_sync_master_timeout`, it is given up for all of them, until a replica has caught up.
 * https://mariadb.com/kb/en/semisynchronous-replication/
 */
import type { Agenda } from '../agenda.ts';

export interface SemiSync {
  readonly isOn: boolean;
  /** Calls `go` once, when the transaction at this place of the binary log need not wait any longer; at once when it is off. */
  wait(place: number, go: () => void): void;
  /** A replica has everything up to this place, out of so many. */
  acknowledged(place: number, length: number): void;
  /** The process has ended: nobody waits any more. */
  ended(): void;
  /** It runs again: commits wait again. */
  started(): void;
}

interface SemiSyncOptions {
  readonly agenda: Agenda;
  readonly timeoutUs: number;
  /** Told when it is turned on or off. */
  readonly turned: (isOn: boolean) => void;
}

export function createSemiSync({ agenda, timeoutUs, turned }: SemiSyncOptions): SemiSync {
  let isOn = true;
  /** In the order of the binary log. */
  let waiting: { readonly place: number; readonly go: () => void }[] = [];

  function turn(on: boolean) {
    if (isOn === on) return;
    isOn = on;
    turned(on);
  }

  function release(upTo: number) {
    const released = waiting.filter(({ place }) => place <= upTo);
    waiting = waiting.filter(({ place }) => place > upTo);
    for (const { go } of released) go();
  }

  return {
    get isOn() {
      return isOn;
    },
    wait(place, go) {
      if (!isOn) {
        go();
        return;
      }
      const commit = { place, go };
      waiting.push(commit);
      agenda.after(timeoutUs, () => {
        if (!waiting.includes(commit)) return;
        turn(false);
        release(Infinity);
      });
    },
    acknowledged(place, length) {
      release(place);
      if (place >= length) turn(true);
    },
    ended() {
      waiting = [];
    },
    started() {
      turn(true);
    },
  };
}
