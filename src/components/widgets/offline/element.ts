import { find } from '#lib/dom.ts';
import { read, write, type Slot } from '#lib/storage.ts';
import { offline as words } from '#strings/offline.ts';
import { keepBook, keptBook, removeBook } from './keeping.ts';

/** Whether the book may be kept on this device. The script of every page reads it, too. */
const choice: Slot<{ readonly keep: boolean }> = {
  key: 'offline',
  version: 1,
  parse: ({ keep }) => (typeof keep === 'boolean' ? { keep } : undefined),
};

/** Brings the markup of `Offline.astro` to life. */
class OfflineElement extends HTMLElement {
  #living = new AbortController();

  connectedCallback() {
    this.#living = new AbortController();
    const { signal } = this.#living;
    const base = this.dataset['base'] ?? '/';
    this.#button('.keep-book').addEventListener(
      'click',
      () => {
        write(choice, { keep: true });
        void this.#keep(base);
      },
      { signal },
    );
    this.#button('.remove-book').addEventListener('click', () => void this.#remove(base), {
      signal,
    });
    void this.#begin(base);
  }

  disconnectedCallback() {
    this.#living.abort();
  }

  async #begin(base: string) {
    const bytes = await sizeOf(base);
    find(this, HTMLElement, '.what').textContent = words.what(bytes);
    this.#button('.keep-book').textContent = words.keep(bytes);
    await (keepsByItself() ? this.#keep(base) : this.#show(() => keptBook(base)));
  }

  async #keep(base: string) {
    await this.#show(() => {
      this.#tell(words.keeping);
      return keepBook(base);
    });
  }

  async #remove(base: string) {
    write(choice, { keep: false });
    await this.#show(() => removeBook(base));
  }

  /** Says what the work has come to; it gives whether the book is kept. */
  async #show(work: () => Promise<boolean>) {
    if (!('serviceWorker' in navigator)) {
      this.#tell(words.unable);
      return;
    }
    try {
      const kept = await work();
      this.#tell(kept ? words.kept : words.none);
      this.#offer(kept);
    } catch {
      this.#tell(words.failed);
      this.#offer(false);
    }
  }

  #tell(text: string) {
    find(this, HTMLElement, '[role="status"]').textContent = text;
  }

  /** One button takes the other's place, and its focus. */
  #offer(kept: boolean) {
    const keep = this.#button('.keep-book');
    const remove = this.#button('.remove-book');
    const [shown, hidden] = kept ? [remove, keep] : [keep, remove];
    const focused = hidden === document.activeElement;
    shown.hidden = false;
    if (focused) shown.focus();
    hidden.hidden = true;
  }

  #button(selector: string) {
    return find(this, HTMLButtonElement, selector);
  }
}

/** As the script of every page decides it. */
function keepsByItself(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  return read(choice)?.keep ?? !connection?.saveData;
}

/** Bytes that the book takes; `undefined` where nobody knows. */
async function sizeOf(base: string): Promise<number | undefined> {
  try {
    const response = await fetch(`${base}offline.json`);
    return ((await response.json()) as { readonly bytes: number }).bytes;
  } catch {
    return undefined;
  }
}

customElements.define('upstream-offline', OfflineElement);
