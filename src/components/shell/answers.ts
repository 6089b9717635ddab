/** What a page asks, and what it answers where the reader looks; on paper the answers are at its end. */
export interface Answer {
  /** The figure’s title; none of a question, whose number begins the answer. */
  readonly figure?: string;
  /** HTML without ids. */
  readonly html: string;
}

const part =
  /class="flow-title"[^>]*>(?<title>[^<]*)<|<div class="in-words"[^>]*>(?<words>.*?)<\/div>|<details class="solution"[^>]*>(?<solution>.*?)<\/details>/gs;

/**
 * The answers in a rendered page, in its order: of each figure that asks for a prediction, what happens in it, and of
 * each question.
 */
export function answersIn(html: string): readonly Answer[] {
  let figure = '';
  return [...html.matchAll(part)].flatMap(({ groups = {} }): Answer[] => {
    const { title, words, solution } = groups;
    if (title !== undefined) figure = title;
    if (words?.includes('<details>')) {
      return [{ figure, html: unfolded(words.slice(words.indexOf('<ol>'))) }];
    }
    return solution === undefined ? [] : [{ html: unfolded(solution) }];
  });
}

function unfolded(html: string): string {
  return html.replaceAll(/<(\/?)summary>/g, '<$1h4>').replaceAll(/<\/?details>/g, '');
}
