/** Names of the caches of one published book; its path tells it from others on the same host. */

const kinds = {
  /** This edition: pages, scripts, styles, the search's index. */
  book: 'book',
  /** Scripts and styles of the edition before, for pages of it that are still open. */
  earlier: 'earlier',
  /** Pages that did not fit into what is kept at once, as they were when they were visited. */
  visited: 'visited',
} as const;

/** @param path The site's path, with a slash at both ends. */
export function cacheName(kind: keyof typeof kinds, path: string): string {
  return `upstream.${kinds[kind]}:${path}`;
}

/** Deletes whatever was kept for the book at this path. */
export async function deleteCaches(path: string): Promise<void> {
  const names = (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => cacheName(kind, path));
  await Promise.all(names.map((name) => caches.delete(name)));
}
