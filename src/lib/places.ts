/** Where in the book a scenario's figure is. */

interface Page {
  /** The slug; `index` for the first page. */
  readonly id: string;
  readonly data: { readonly title: string; readonly chapter?: number | undefined };
  readonly body?: string | undefined;
}

export interface Place<P extends Page = Page> {
  readonly page: P;
  /** The figure's anchor on the page. */
  readonly figure: string;
}

/** The first figure of a scenario in the pages' sources; `undefined` when no page shows it. */
export function placeOf<P extends Page>(
  scenario: string,
  pages: readonly P[],
): Place<P> | undefined {
  for (const page of pages) {
    for (const [tag, id] of page.body?.matchAll(/<Flow\b[^>]*?scenario="([^"]*)"[^>]*>/g) ?? []) {
      if (id === scenario) return { page, figure: /\sid="([^"]*)"/.exec(tag)?.[1] ?? scenario };
    }
  }
  return undefined;
}
