/**
 * Wakes a figure when it comes near the viewport, or with `data-wake="touch"` at the first touch; nothing heavy is
 * loaded before.
 */
import { atFirstTouch } from '#lib/touch.ts';

class FlowElement extends HTMLElement {
  #life = new AbortController();

  connectedCallback() {
    this.#life = new AbortController();
    const { signal } = this.#life;
    if (this.dataset['wake'] === 'touch') {
      atFirstTouch(this, () => this.#wake(signal), signal);
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        void this.#wake(signal);
      },
      { rootMargin: '400px' },
    );
    observer.observe(this);
    signal.addEventListener('abort', () => {
      observer.disconnect();
    });
  }

  disconnectedCallback() {
    this.#life.abort();
  }

  async #wake(signal: AbortSignal) {
    try {
      const { startFigure } = await import('./figure.ts');
      if (!signal.aborted) await startFigure(this, signal);
    } catch (error) {
      // The script did not come: what happens is told in words, which the build has written.
      reportError(error);
      this.classList.add('is-broken');
    }
  }
}

customElements.define('upstream-flow', FlowElement);
