/** How fine Step goes. Words for single hops are loaded when a reader asks for them. */
import { learn } from './lexicon.ts';
import type { Rank } from './log.ts';

/**
 * @param everyHop Whether Step stops at each hop, too.
 * @param buttons Those that step; they wait for the words.
 */
export function createStepRank(
  everyHop: HTMLInputElement,
  buttons: readonly HTMLButtonElement[],
  signal: AbortSignal,
): () => Rank {
  let isLoaded = false;

  async function load() {
    if (!everyHop.checked || isLoaded) return;
    for (const button of buttons) button.disabled = true;
    try {
      learn((await import('./hops.ts')).lexicon);
      isLoaded = true;
    } catch (error) {
      // Another try loads it anew.
      console.error(error);
      everyHop.checked = false;
    }
    for (const button of buttons) button.disabled = false;
  }

  everyHop.addEventListener('change', () => void load(), { signal });
  void load();
  return () => (everyHop.checked && isLoaded ? 3 : 2);
}
