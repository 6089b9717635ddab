/** Loads what answers a reader at the first touch, since most readers of a page touch little of it. */

/** What anybody does who is about to use something; `upstream-wake` comes from a script that cannot wait. */
const touches = ['focusin', 'pointerover', 'touchstart', 'click', 'upstream-wake'] as const;

/**
 * Runs `start` at the first touch of `root`; once it is done, what the reader pressed or set meanwhile is done again.
 * @returns Starts at once.
 */
export function atFirstTouch(
  root: HTMLElement,
  start: () => Promise<void>,
  signal: AbortSignal,
): () => void {
  const asleep = new AbortController();
  let starting: Promise<void> | undefined;
  let pressed: HTMLButtonElement | null = null;
  const setAgain = new Map<EventTarget, () => void>();

  const wake = () => {
    starting ??= start().then(() => {
      asleep.abort();
      if (signal.aborted) return;
      for (const again of setAgain.values()) again();
      pressed?.click();
    });
  };
  signal.addEventListener('abort', () => {
    asleep.abort();
  });
  const listen = (type: string, act: (event: Event) => void) => {
    root.addEventListener(type, act, { signal: asleep.signal });
  };
  for (const touch of touches) listen(touch, wake);
  listen('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('button');
    if (!button) return;
    pressed = button;
    event.preventDefault();
  });
  listen('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement) && !(target instanceof HTMLSelectElement)) return;
    const { value } = target;
    const checked = target instanceof HTMLInputElement && target.checked;
    setAgain.set(target, () => {
      target.value = value;
      if (target instanceof HTMLInputElement) target.checked = checked;
      for (const type of ['input', 'change']) {
        target.dispatchEvent(new Event(type, { bubbles: true }));
      }
    });
  });
  return wake;
}
