/** The media query that matches for a reader who wants less motion, or on a page whose embedder wants it so. */
export function reducedMotion(): string {
  return document.documentElement.dataset['motion'] === 'reduce'
    ? 'all'
    : '(prefers-reduced-motion: reduce)';
}
