import { followSections } from './sections.ts';
import { enableSearch } from './search.ts';
import { enableTheme } from './theme.ts';
import { enableTicks } from './ticks.ts';

enableTheme();
enableSearch();
followSections();
enableTicks();
showCurrentChapter();

/** Scrolls the contents, and only them, to the chapter that is open. */
function showCurrentChapter() {
  const contents = document.querySelector('#contents');
  const current = contents?.querySelector<HTMLElement>('[aria-current]');
  if (!contents || !current) return;
  contents.scrollTop = current.offsetTop - contents.clientHeight / 3;
}
