/**
 * Loads what answers a quiz at the first touch, since most readers of a page answer none; for those who have answered
 * before, when it is near the window, since it says how that went.
 */
import { answers } from '#lib/progress.ts';

/** What anybody does who is about to answer. */
const touches = ['focusin', 'pointerover', 'touchstart', 'click'] as const;

class QuizElement extends HTMLElement {
  #living = new AbortController();

  connectedCallback() {
    this.#living = new AbortController();
    const { signal } = this.#living;
    const asleep = new AbortController();
    let starting: Promise<void> | undefined;
    /** The button that was pressed last before anything could come of it. */
    let pressed: HTMLButtonElement | null = null;

    const wake = () => {
      starting ??= this.#start(signal).then(() => {
        asleep.abort();
        pressed?.click();
      });
    };
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) wake();
      },
      { rootMargin: '600px' },
    );
    if (Object.keys(answers()).length > 0) observer.observe(this);
    for (const touch of touches) this.addEventListener(touch, wake, { signal: asleep.signal });
    this.addEventListener(
      'click',
      (event) => {
        pressed = event.target instanceof Element ? event.target.closest('button') : null;
        if (pressed) event.preventDefault();
      },
      { signal: asleep.signal },
    );
    signal.addEventListener('abort', () => {
      asleep.abort();
    });
    asleep.signal.addEventListener('abort', () => {
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
