/**
 * The memory of a machine. When more is used than there is, Linux kills the process that uses most of it (the
 * out-of-memory killer): https://docs.kernel.org/admin-guide/mm/concepts.html#oom-killer
 */

/** Ends a process. @param usedMb All that was used on the machine. @param ownMb What the process used of it. */
export type Kill = (usedMb: number, ownMb: number) => void;

export interface Memory {
  /** A process that may be killed; the function returned tells what it uses from now on, in MiB. */
  join(kill: Kill): (mb: number) => void;
}

export function createMemory(limitMb: number): Memory {
  const uses: number[] = [];
  const kills: Kill[] = [];

  function reclaim() {
    for (;;) {
      const usedMb = uses.reduce((sum, mb) => sum + mb, 0);
      if (usedMb <= limitMb) return;
      const most = Math.max(...uses);
      const victim = uses.indexOf(most);
      uses[victim] = 0;
      kills[victim]?.(usedMb, most);
    }
  }

  return {
    join(kill) {
      const place = uses.push(0) - 1;
      kills.push(kill);
      return (mb) => {
        const more = mb > (uses[place] ?? 0);
        uses[place] = mb;
        if (more) reclaim();
      };
    },
  };
}
