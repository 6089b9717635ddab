import { parts, type Chapter, type Part } from '#chapters.ts';

/** A page as the content collection knows it. */
export interface Page {
  /** The slug. */
  readonly id: string;
  readonly data: {
    readonly title: string;
    readonly description?: string | undefined;
    readonly part?: number | undefined;
    readonly chapter?: number | undefined;
    readonly published?: Date | undefined;
    readonly updated?: Date | undefined;
  };
  readonly filePath?: string | undefined;
}

export interface BookChapter extends Chapter {
  readonly part: number;
  readonly written: boolean;
}

export interface BookPart extends Part {
  readonly chapters: readonly BookChapter[];
}

/** The plan with what is written. Throws, in words for the author, when a page does not fit the plan. */
export function bookOf(pages: readonly Page[]): readonly BookPart[] {
  for (const page of pages) checkPage(page);
  return parts.map((part) => ({
    ...part,
    chapters: part.chapters.map((chapter) => {
      const page = pages.find(({ id }) => id === chapter.slug);
      return {
        ...chapter,
        title: page?.data.title ?? chapter.title,
        part: part.number,
        written: page !== undefined,
      };
    }),
  }));
}

/** The chapters before and after this one in the plan. */
export function neighborsOf(
  slug: string,
  book: readonly BookPart[],
): { readonly previous?: BookChapter | undefined; readonly next?: BookChapter | undefined } {
  const chapters = book.flatMap((part) => part.chapters);
  const at = chapters.findIndex((chapter) => chapter.slug === slug);
  return at < 0 ? {} : { previous: chapters[at - 1], next: chapters[at + 1] };
}

function checkPage({ id, data, filePath }: Page) {
  const file = filePath ?? id;
  const planned = parts
    .flatMap((part) => part.chapters.map((chapter) => ({ ...chapter, part: part.number })))
    .find(({ slug }) => slug === id);
  if (!planned) {
    if (data.part === undefined && data.chapter === undefined) return;
    throw new Error(
      `${file}: only chapters have “part” and “chapter”, and src/chapters.ts plans none with the slug “${id}”.`,
    );
  }
  if (data.part !== planned.part || data.chapter !== planned.number) {
    throw new Error(
      `${file}: “part” must be ${planned.part} and “chapter” must be ${planned.number}, as in src/chapters.ts.`,
    );
  }
  if (!data.description) {
    throw new Error(
      `${file}: “description” is missing. A chapter says in one sentence what it answers.`,
    );
  }
  if (!data.published) {
    throw new Error(
      `${file}: “published” is missing: the day on which readers first see the chapter, such as 2026-11-20.`,
    );
  }
  if (data.updated && data.updated <= data.published) {
    throw new Error(`${file}: “updated” must be later than “published”.`);
  }
}
