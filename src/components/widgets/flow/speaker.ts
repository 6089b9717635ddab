/** A live region that says one thing at a time, and never more often than it can be heard. */

const shortestPauseMs = 1500;

export interface Speaker {
  /** Says it, or holds it back until the last saying is over; only the latest waits. */
  say(text: string): void;
}

export function createSpeaker(region: Element, signal: AbortSignal): Speaker {
  let waiting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
  });

  function speak(text: string) {
    // The same words twice in a row are only heard when the region has changed in between.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
    timer = setTimeout(() => {
      timer = undefined;
      const next = waiting;
      waiting = undefined;
      if (next !== undefined) speak(next);
    }, shortestPauseMs);
  }

  return {
    say(text) {
      if (text === '' || signal.aborted) return;
      if (timer === undefined) speak(text);
      else waiting = text;
    },
  };
}
