/**
 * Loads what answers a quiz at the first touch, since most readers of a page answer none; for those who have answered
 * before, when it is near the window, since it says how that went.
 */
import { answers } from '#lib/progress.ts';
import { atFirstTouch } from '#lib/touch.ts';

class QuizElement extends HTMLElement {
  #living = new AbortController();

  connectedCallback() {
    this.#living = new AbortController();
    const { signal } = this.#living;
    const wake = atFirstTouch(this, () => this.#start(signal), signal);
    if (Object.keys(answers()).length === 0) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        wake();
      },
      { rootMargin: '600px' },
    );
    observer.observe(this);
    signal.addEventListener('abort', () => {
      observer.disconnect();
    });
  }

  disconnectedCallback() {
    this.#living.abort();
  }

  async #start(signal: AbortSignal) {
    try {
      const { startQuiz } = await import('./start.ts');
      if (signal.aborted) return;
      startQuiz(this, signal);
      this.classList.add('is-ready');
    } catch {
      // The answers, which the build has written, are shown instead.
      this.classList.add('is-broken');
    }
  }
}

customElements.define('upstream-quiz', QuizElement);
