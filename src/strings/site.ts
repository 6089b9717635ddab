// What feeds, indexes and search engines read.

export { site } from './en.ts';

export const feed = {
  author: 'Upstream contributors',
  entry: (number: number, title: string) => `Chapter ${number}: ${title}`,
  rights: 'Copyright 2026 Upstream contributors. Text and figures under CC BY 4.0:',
} as const;

export const llms = {
  about: [
    'Every figure runs a deterministic simulator in the page. It chooses the same server, request for request, as HAProxy 2.6 or nginx 1.22 with the same configuration; recorded runs of the real programs are its tests.',
    'Figures, quizzes and the simulator work in a browser. The pages say the same in words: the text, the captions of each figure’s stops, its configuration and the answers are in the HTML. Text and figures are under CC BY 4.0, the code under MIT.',
  ],
  part: (number: number, title: string) => `Part ${number}: ${title}`,
  chapter: (number: number, title: string) => `Chapter ${number}: ${title}`,
  optional: 'Optional',
  /** By slug. */
  more: {
    simulator: {
      title: 'Simulator',
      description: 'Any of the book’s sites, with everything adjustable.',
    },
    about: {
      title: 'About',
      description: 'Licenses, privacy, and the versions that the behavior was checked on.',
    },
  },
} as const;

export const structured = {
  part: (number: number, title: string) => `Part ${number}: ${title}`,
} as const;
