/** Copying for the reader. */

const sayForMs = 2000;

/** Copies `text` and says `done` on the button for a moment; `otherwise` where the browser does not allow it. */
export function copy(
  button: HTMLElement,
  text: string,
  done: string,
  otherwise: () => void,
  signal: AbortSignal,
): void {
  // The clipboard exists only on secure pages, and may be refused.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) otherwise();
  else {
    clipboard.writeText(text).then(() => {
      say(button, done, signal);
    }, otherwise);
  }
}

function say(button: HTMLElement, done: string, signal: AbortSignal) {
  const label = (button.dataset['label'] ??= button.textContent);
  button.textContent = done;
  setTimeout(() => {
    if (!signal.aborted) button.textContent = label;
  }, sayForMs);
}
