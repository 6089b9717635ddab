/** The address of a page of the book, wherever the site is published. */
export function addressOf(slug: string): string {
  const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  return slug === '' ? base : `${base}${slug}/`;
}
