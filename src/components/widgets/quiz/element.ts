/** Waits until the quiz is near the window, and only then loads what answers it. */
class QuizElement extends HTMLElement {
  #living = new AbortController();

  connectedCallback() {
    this.#living = new AbortController();
    const { signal } = this.#living;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        void this.#start(signal);
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
      if (!signal.aborted) startQuiz(this, signal);
    } catch {
      // The answers, which the build has written, are shown instead.
      this.classList.add('is-broken');
    }
  }
}

customElements.define('upstream-quiz', QuizElement);
