/** So many lines of a log are shown. */
export const shownLines = 10;
