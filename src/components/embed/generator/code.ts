/** The code that is pasted into a page. */
import type { WidgetName } from '../messages.ts';
import { joinQuery } from '../shown.ts';
import { embedPath, shownIn, type Choice } from './choice.ts';

/** What a widget is about, and where it is in the book. */
export interface Subject {
  readonly title: string;
  /** The page, below the site's root, such as `health-checks/`; `undefined` where no page shows it. */
  readonly page: string | undefined;
  /** The figure on that page. */
  readonly figure: string | undefined;
}

export interface CodeWords {
  readonly frameTitle: (title: string) => string;
  readonly open: (title: string) => string;
}

/** CSS pixels that a frame has where neither the reader nor the widget has said how many. */
export const usualHeights: Readonly<Record<WidgetName, number>> = {
  flow: 1200,
  simulator: 1800,
  quiz: 1200,
};

type Attributes = readonly (readonly [name: string, value: string])[];

/** @param root The site's address, with a slash at its end. */
export function iframeCode(choice: Choice, subject: Subject, root: string, words: CodeWords) {
  const { height, width, loading, widget } = choice;
  const attributes: Attributes = [
    ['src', root + embedPath(choice)],
    ['title', words.frameTitle(subject.title)],
    ['width', width === undefined ? '100%' : String(width)],
    ['height', String(height ?? usualHeights[widget])],
    // What browsers do anyway is not written.
    ...(loading === 'eager' ? [] : [['loading', 'lazy'] as const]),
    ['style', width === undefined ? 'border:0' : 'border:0;max-width:100%'],
    ['allow', 'fullscreen; clipboard-write'],
    ['referrerpolicy', 'strict-origin-when-cross-origin'],
  ];
  return `${startTag('iframe', attributes)}</iframe>\n<p>${link(choice, subject, root, words)}</p>`;
}

/** @param root The site's address, with a slash at its end. */
export function elementCode(choice: Choice, subject: Subject, root: string, words: CodeWords) {
  const { height, width, loading, widget, id, state } = choice;
  const attributes: Attributes = [
    ['widget', widget],
    ...(widget === 'flow' ? [['scenario', id] as const] : []),
    ...(widget === 'quiz' ? [['quiz', id] as const] : []),
    ...(state === '' ? [] : [['state', state] as const]),
    ...shownIn(choice),
    ...(height === undefined ? [] : [['height', String(height)] as const]),
    ...(loading === 'lazy' ? [] : [['loading', loading] as const]),
    ['title', words.frameTitle(subject.title)],
    ...(width === undefined ? [] : [['style', `max-width:${width}px`] as const]),
  ];
  const script = `<script src="${escape(`${root}embed/v1.js`)}" async></script>`;
  const element = startTag('upstream-embed', attributes);
  return `${script}\n${element}\n  ${link(choice, subject, root, words)}\n</upstream-embed>`;
}

/** Where the book shows the same thing in the same state; the embed itself where the book does not. */
function bookPath(choice: Choice, { page, figure }: Subject): string {
  if (page === undefined) return embedPath(choice);
  const { state } = choice;
  if (figure === undefined) return page + joinQuery(state, '');
  return `${page}${joinQuery(state === '' ? '' : `fig=${figure}`, state)}#${figure}`;
}

function link(choice: Choice, subject: Subject, root: string, words: CodeWords): string {
  const href = escape(root + bookPath(choice, subject));
  return `<a href="${href}">${escape(words.open(subject.title))}</a>`;
}

/** One attribute a line, so that it can be read and changed by hand. */
function startTag(name: string, attributes: Attributes): string {
  const lines = attributes.map(([key, value]) => `\n  ${key}="${escape(value)}"`);
  return `<${name}${lines.join('')}>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
