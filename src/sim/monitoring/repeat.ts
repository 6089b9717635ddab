/** Something that is done again and again, from the beginning of the run on. */
import type { Agenda } from '../agenda.ts';

export function repeat(agenda: Agenda, everyUs: number, action: () => void): void {
  const again = () => {
    action();
    agenda.after(everyUs, again);
  };
  agenda.at(0, again);
}
