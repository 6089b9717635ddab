/** The disk of a machine: one write after the other, in the order in which they come. */
import type { Agenda } from '../agenda.ts';

export interface Disk {
  /** Begins a write of `lengthUs` as soon as those before it are done, and returns how long that is from now, in µs. */
  write(lengthUs: number, done: () => void): number;
}

export function createDisk(agenda: Agenda): Disk {
  let freeUs = 0;
  return {
    write(lengthUs, done) {
      const waitUs = Math.max(0, freeUs - agenda.nowUs);
      freeUs = agenda.nowUs + waitUs + lengthUs;
      agenda.at(freeUs, done);
      return waitUs;
    },
  };
}
