/** The cores of a component that computes handshakes: what finds none free waits, first come first served. */
import type { Agenda } from '../agenda.ts';

/** Computes for `us` µs; `begins` is called when a core is free, `done` when it is over. */
export type Processor = (us: number, begins: () => void, done: () => void) => void;

/** @param cores 0 for as many as it takes. */
export function createProcessor(agenda: Agenda, cores: number): Processor {
  /** When each core is free. */
  const freeUs = Array.from({ length: cores }, () => 0);

  return (us, begins, done) => {
    let startUs = agenda.nowUs;
    if (cores > 0) {
      const core = freeUs.indexOf(Math.min(...freeUs));
      startUs = Math.max(startUs, freeUs[core] ?? 0);
      freeUs[core] = startUs + us;
    }
    const begin = () => {
      begins();
      agenda.after(us, done);
    };
    if (startUs > agenda.nowUs) agenda.at(startUs, begin);
    else begin();
  };
}
