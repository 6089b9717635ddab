/** Names of the caches of one published book; the scope tells it from others on the same host. */

const kinds = {
  /** This edition: pages, scripts, styles, the search's index. */
  book: 'book',
  /** Scripts and styles of the edition before, for pages of it that are still open. */
  earlier: 'earlier',
  /** Pages that did not fit into what is kept at once, as they were when they were visited. */
  visited: 'visited',
} as const;

export function cacheName(kind: keyof typeof kinds, scope: string): string {
  return `upstream.${kind}:${new URL(scope).pathname}`;
}

/** Deletes whatever was kept for the book at this scope. */
export async function deleteCaches(scope: string): Promise<void> {
  const names = Object.values(kinds).map((kind) => cacheName(kind, scope));
  await Promise.all(names.map((name) => caches.delete(name)));
}
