/** How measurements travel: sent to the monitor, or asked for by it. */
import type { Network, WiredLink } from '../network.ts';
import type { Fault } from '../run.ts';
import type { Reading } from './reading.ts';

/** Whether a process with this fault does its work; one whose packets are dropped does, and nobody hears of it. */
export const isAtWork = (fault: Fault | undefined): boolean =>
  fault !== 'refuse' && fault !== 'hang';

/** Sends what has been read now along the link to the monitor; what has no connection within `patienceUs` is thrown away. */
export function push(
  network: Network,
  { index, fromIndex, toIndex, latencyUs }: WiredLink,
  readings: readonly Reading[],
  patienceUs: number,
): void {
  const { agenda, recorder, faults } = network;
  const readUs = agenda.nowUs;
  const isCutOff = () => faults[fromIndex] === 'drop' || !isAtWork(faults[fromIndex]);
  if (isCutOff()) return;
  network.connect(index, (result) => {
    if (result === 'refused' || agenda.nowUs - readUs > patienceUs || isCutOff()) return;
    recorder.event('report', fromIndex, -1, index, latencyUs);
    agenda.after(latencyUs, () => {
      if (isAtWork(faults[toIndex]) && faults[toIndex] !== 'drop') {
        network.nodeOf(toIndex).measured?.(fromIndex, readings, readUs);
      }
    });
  });
}

/** A question and its way to whoever is to answer it. */
export interface Question {
  /** The link along which the packets travel. */
  readonly link: number;
  readonly asker: number;
  readonly asked: number;
  readonly latencyUs: number;
  /** Opens the connection; `opened` is called when it stands, `refused` when it is refused. */
  readonly open: (opened: () => void, refused: () => void) => void;
  readonly read: () => readonly Reading[];
}

/** Asks for measurements; `done` is called once, with nothing when none have come within `timeoutUs`. */
export function ask(
  { agenda, recorder, faults }: Network,
  { link, asker, asked, latencyUs, open, read }: Question,
  timeoutUs: number,
  done: (readings: readonly Reading[] | undefined) => void,
): void {
  let isOver = false;
  const finish = (readings?: readonly Reading[]) => {
    if (isOver) return;
    isOver = true;
    done(readings);
  };
  agenda.after(timeoutUs, finish);
  open(() => {
    if (isOver) return;
    recorder.event('poll', asker, -1, link, latencyUs);
    agenda.after(latencyUs, () => {
      const fault = faults[asked];
      if (fault === 'refuse') agenda.after(latencyUs, finish);
      if (fault === 'drop' || !isAtWork(fault)) return;
      const readings = read();
      recorder.event('report', asked, -1, link, latencyUs);
      agenda.after(latencyUs, () => {
        finish(readings);
      });
    });
  }, finish);
}
