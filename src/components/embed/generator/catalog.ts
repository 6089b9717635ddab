/** What there is to embed, in the book's order; for the build. */
import { getCollection } from 'astro:content';
import { placeOf } from '#lib/places.ts';
import { fields } from '#strings/embed.ts';
import { page as simulatorPage } from '#strings/simulator.ts';
import { quiz as quizWords } from '#strings/quiz.ts';
import type { WidgetName } from '../messages.ts';
import type { Subject } from './code.ts';

export interface Entry {
  readonly widget: WidgetName;
  readonly id: string;
  readonly subject: Subject;
}

export interface Group {
  /** The chapter's title. */
  readonly title: string;
  readonly entries: readonly Entry[];
}

const pages = await getCollection('docs');
const chapters = pages
  .filter(({ data }) => data.chapter !== undefined)
  .sort((a, b) => Number(a.data.chapter) - Number(b.data.chapter));
const others = pages.filter(({ data }) => data.chapter === undefined);

const scenarios = (await getCollection('scenarios')).map(({ id, data: { title } }) => {
  const place = placeOf(id, pages);
  const slug = place?.page.id;
  const page = slug === undefined ? undefined : slug === 'index' ? '' : `${slug}/`;
  return { slug, entry: entryOf('flow', id, { title, page, figure: place?.figure }) };
});

/** The figures by chapter, then those of other pages, then those that no page shows. */
export const figures: readonly Group[] = [
  ...[...chapters, ...others].map(({ id, data }) => ({
    title: id === 'index' ? fields.home : data.title,
    entries: entriesOn(id),
  })),
  { title: fields.elsewhere, entries: entriesOn(undefined) },
].filter(({ entries }) => entries.length > 0);

export const quizzes: readonly Entry[] = (await getCollection('quizzes'))
  .map(({ id, data: { title, chapter } }) => ({
    at: chapters.findIndex((page) => page.id === chapter),
    entry: entryOf('quiz', id, {
      title: quizWords.pageTitle(title),
      page: `quiz/${id}/`,
      figure: undefined,
    }),
  }))
  .sort((a, b) => a.at - b.at)
  .map(({ entry }) => entry);

export const simulator = entryOf('simulator', '', {
  title: simulatorPage.title,
  page: 'simulator/',
  figure: undefined,
});

function entryOf(widget: WidgetName, id: string, subject: Subject): Entry {
  return { widget, id, subject };
}

/** Figures stand on a page in the order of its text. */
function entriesOn(slug: string | undefined): readonly Entry[] {
  const text = pages.find(({ id }) => id === slug)?.body ?? '';
  const at = (entry: Entry) => text.indexOf(`scenario="${entry.id}"`);
  return scenarios
    .filter((each) => each.slug === slug)
    .map(({ entry }) => entry)
    .sort((a, b) => at(a) - at(b));
}
