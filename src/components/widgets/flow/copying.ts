/** Copies a text; where the browser does not allow it, shows the text so that it can be copied by hand. */
import { find } from '#lib/dom.ts';
import { config, controls } from '#strings/flow.ts';

const sayForMs = 2000;

export interface Copying {
  copyLink(button: HTMLElement, link: string): void;
  /** Copies what `source` shows, given as `text`. */
  copyText(button: HTMLElement, text: string, source: Element | null): void;
}

export function createCopying(root: ParentNode, signal: AbortSignal): Copying {
  const byHand = find(root, HTMLElement, '[data-by-hand]');
  const field = find(byHand, HTMLInputElement, '[data-link]');

  /** The clipboard exists only on secure pages, and may be refused. */
  function copy(button: HTMLElement, text: string, done: string, otherwise: () => void) {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (!clipboard) otherwise();
    else {
      clipboard.writeText(text).then(() => {
        say(button, done);
      }, otherwise);
    }
  }

  function say(button: HTMLElement, done: string) {
    const label = (button.dataset['label'] ??= button.textContent);
    button.textContent = done;
    setTimeout(() => {
      if (!signal.aborted) button.textContent = label;
    }, sayForMs);
  }

  return {
    copyLink(button, link) {
      copy(button, link, controls.copied, () => {
        byHand.hidden = false;
        field.value = link;
        field.focus();
        field.select();
      });
    },
    copyText(button, text, source) {
      copy(button, text, config.copied, () => {
        if (source) getSelection()?.selectAllChildren(source);
      });
    },
  };
}
