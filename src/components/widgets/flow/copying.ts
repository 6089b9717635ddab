/** Copies a text; where the browser does not allow it, shows the text so that it can be copied by hand. */
import { copy } from '#lib/copy.ts';
import { find } from '#lib/dom.ts';
import { config, controls } from '#strings/flow.ts';

export interface Copying {
  copyLink(button: HTMLElement, link: string): void;
  /** Copies what `source` shows, given as `text`. */
  copyText(button: HTMLElement, text: string, source: Element | null): void;
}

export function createCopying(root: ParentNode, signal: AbortSignal): Copying {
  const byHand = find(root, HTMLElement, '[data-by-hand]');
  const field = find(byHand, HTMLInputElement, '[data-link]');

  return {
    copyLink(button, link) {
      const showLink = () => {
        byHand.hidden = false;
        field.value = link;
        field.focus();
        field.select();
      };
      copy(button, link, controls.copied, showLink, signal);
    },
    copyText(button, text, source) {
      const select = () => {
        if (source) getSelection()?.selectAllChildren(source);
      };
      copy(button, text, config.copied, select, signal);
    },
  };
}
