/** What stands in a question's markup after an answer. It keeps no state and asks nothing of the page. */
import type { Grade, Mark, Remark } from './grade.ts';

const check = 'M3 8.5 6.5 12 13 4.5';
const cross = 'M4 4l8 8M12 4l-8 8';
const isGood: Readonly<Record<Mark, boolean>> = {
  right: true,
  yoursRight: true,
  missed: true,
  inPlace: true,
  yoursWrong: false,
  wrong: false,
  elsewhere: false,
};

/** A verdict in an icon and a word, and paragraphs below it. */
export function showFeedback(place: Element, { correct, said, heard }: Grade, word: string): void {
  place.replaceChildren(
    line('verdict', correct, word),
    ...said.map((html) => paragraphOf(html)),
    ...(heard === undefined ? [] : [paragraphOf(heard, 'sr-only')]),
  );
}

/** One sentence that is no verdict. */
export function showHint(place: Element, text: string): void {
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  place.replaceChildren(paragraph);
}

/** Puts below each option what is to say about it. @param wordOf The word beside the icon. */
export function showRemarks(
  options: readonly Element[],
  remarks: readonly Remark[],
  wordOf: (mark: Mark) => string,
): void {
  for (const [index, option] of options.entries()) {
    const remark = remarks[index];
    if (!remark) continue;
    option.setAttribute('data-mark', remark.mark);
    const place = document.createElement('div');
    place.className = 'remark';
    place.id = `${option.id}-remark`;
    place.append(
      line('judged', isGood[remark.mark], wordOf(remark.mark)),
      paragraphOf(remark.because),
    );
    option.append(place);
    option.querySelector('input')?.setAttribute('aria-describedby', place.id);
  }
}

export function clearRemarks(options: readonly Element[]): void {
  for (const option of options) {
    option.removeAttribute('data-mark');
    option.querySelector('.remark')?.remove();
    option.querySelector('input')?.removeAttribute('aria-describedby');
  }
}

function paragraphOf(html: string, className = ''): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.className = className;
  paragraph.innerHTML = html;
  return paragraph;
}

function line(className: string, good: boolean, word: string): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.className = `${className} ${good ? 'is-good' : 'is-bad'}`;
  const path = good ? check : cross;
  paragraph.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg>`;
  paragraph.append(word);
  return paragraph;
}
