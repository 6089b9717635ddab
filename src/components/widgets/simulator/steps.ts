/** When work is done: not more often, and not in longer pieces, than the page can bear. */

/**
 * Runs steps one after the other, each in a task of its own, so that the page can answer the reader in between.
 * @returns Asks for all steps; asked again while they run, they begin again afterwards.
 */
export function createSteps(steps: readonly (() => void)[], signal: AbortSignal): () => void {
  let next = 0;
  let isWaiting = false;
  let again = false;

  function run() {
    if (signal.aborted) return;
    steps[next]?.();
    next += 1;
    if (next < steps.length) {
      setTimeout(run);
      return;
    }
    next = 0;
    isWaiting = again;
    again = false;
    if (isWaiting) setTimeout(run);
  }

  return () => {
    if (!isWaiting) {
      isWaiting = true;
      setTimeout(run);
    } else if (next > 0) again = true;
  };
}

/** @returns Asks for `act`: at once, or with the next frame where it has been done since the last one. */
export function createFrame(act: () => void, signal: AbortSignal): () => void {
  let isDone = false;
  let again = false;

  function ask() {
    again = isDone;
    if (isDone || signal.aborted) return;
    isDone = true;
    requestAnimationFrame(() => {
      isDone = false;
      if (again) ask();
    });
    act();
  }

  return ask;
}
