// Every word of the posters and the cards.

export const cards = {
  chapter: (part: number, title: string, chapter: number) =>
    `Part ${part}: ${title}\u00a0· Chapter\u00a0${chapter}`,
  figure: 'A figure to play with',
  figureOf: (chapter: number, title: string) => `Chapter ${chapter}: ${title}`,
  quiz: (chapter: number) => `On chapter ${chapter}`,
  simulator: 'HAProxy and nginx, request for request',
  home: 'An interactive book on web infrastructure',
  homeKicker: 'One site, from a single server to high availability',
  /** What a card shows, in words. */
  alt: (kicker: string, title: string) =>
    `${title}. ${kicker}. With a drawing of servers and the requests between them.`,
} as const;
