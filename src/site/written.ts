import { bookOf, type Page } from '#components/shell/book.ts';

/** A chapter that exists, as feeds, indexes and search engines are told of it. */
export interface WrittenChapter {
  readonly slug: string;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly published: Date;
  /** When it last said something new; the day it was published where it never did. */
  readonly updated: Date;
}

export interface WrittenPart {
  readonly number: number;
  readonly title: string;
  readonly chapters: readonly WrittenChapter[];
}

/** The absolute address of a page by its slug, or of a file by its name; `''` is the first page. */
export type AddressOf = (slugOrFile: string) => string;

/** The parts that have a chapter, with the chapters that are written. */
export function writtenParts(pages: readonly Page[]): readonly WrittenPart[] {
  return bookOf(pages)
    .map(({ number, title, chapters }) => ({
      number,
      title,
      chapters: chapters.flatMap(({ slug, number, title }) => {
        const page = pages.find(({ id }) => id === slug);
        return page ? [{ slug, number, title, ...datesAndWords(page) }] : [];
      }),
    }))
    .filter(({ chapters }) => chapters.length > 0);
}

/** Absolute addresses, from where the site is and the path below it. */
export function addressesIn(site: URL | undefined, base: string): AddressOf {
  const home = new URL(base.replace(/\/?$/, '/'), site);
  return (name) => new URL(name === '' || name.includes('.') ? name : `${name}/`, home).href;
}

// What `bookOf` has let pass has both.
function datesAndWords({ data }: Page) {
  const { description = '', published = new Date(0), updated = published } = data;
  return { description, published, updated };
}
