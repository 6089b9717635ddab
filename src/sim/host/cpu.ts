/**
 * The cores of a machine, shared evenly by what runs on it (egalitarian processor sharing): of n jobs on c cores each gets
 * min(1, c / n) of a core, since a job is one thread. That is what Linux's scheduler comes to for threads of equal weight:
 * https://docs.kernel.org/scheduler/sched-design-CFS.html
 */
import type { Agenda } from '../agenda.ts';

export interface Job {
  /** Takes the job away before it is done; `done` is then never called. */
  cancel(): void;
}

export interface Cpu {
  /** Starts a job of `workUs` µs of one core; `done` is called at the first whole µs at which that much is computed. */
  run(workUs: number, done: () => void): Job;
}

interface Thread {
  /** The attained service at which it is done. */
  readonly targetUs: number;
  readonly done: () => void;
}

/** Less than this much work, in µs, is a rounding error of the sums below. */
const toleranceUs = 1e-6;

/**
 * All jobs are served at the same rate, so one number tells how far each has come: the service that a job would have got
 * that was there since the machine was idle. A job is done when that has grown by its work.
 */
export function createCpu(agenda: Agenda, cores: number): Cpu {
  /** The one that is done first comes last; of equals, the one that came first. */
  const threads: Thread[] = [];
  let attainedUs = 0;
  let atUs = 0;
  /** What has been put on the agenda for an earlier set of jobs does not count. */
  let plan = 0;

  const rate = () => Math.min(1, cores / threads.length);

  function advance() {
    if (threads.length === 0) attainedUs = 0;
    else attainedUs += (agenda.nowUs - atUs) * rate();
    atUs = agenda.nowUs;
  }

  function schedule() {
    plan += 1;
    const next = threads.at(-1);
    if (!next) return;
    const mine = plan;
    const leftUs = (next.targetUs - attainedUs) / rate();
    agenda.after(Math.max(0, Math.ceil(leftUs - toleranceUs)), () => {
      if (mine === plan) finish();
    });
  }

  function finish() {
    advance();
    const finished: Thread[] = [];
    for (let next = threads.at(-1); next; next = threads.at(-1)) {
      if (next.targetUs > attainedUs + toleranceUs) break;
      threads.pop();
      finished.push(next);
    }
    schedule();
    for (const { done } of finished) done();
  }

  /** How many are done after a job with this target. */
  function placeOf(targetUs: number): number {
    let low = 0;
    let high = threads.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((threads[middle]?.targetUs ?? 0) > targetUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    run(workUs, done) {
      advance();
      const thread = { targetUs: attainedUs + workUs, done };
      threads.splice(placeOf(thread.targetUs), 0, thread);
      schedule();
      return {
        cancel() {
          const place = threads.indexOf(thread);
          if (place < 0) return;
          advance();
          threads.splice(place, 1);
          schedule();
        },
      };
    },
  };
}
