// Every word of the pages around the chapters, one table an area, so that a script takes only its own.

export const site = {
  title: 'Upstream',
  description:
    'An interactive book on web infrastructure: take one site from a single server to a secured, monitored, highly available system, and break it at every step.',
  home: 'Upstream, to the first page',
} as const;

export const header = {
  simulator: 'Simulator',
  contents: 'Contents',
  darkTheme: 'Dark theme',
} as const;

export const book = {
  contents: 'Contents of the book',
  part: (part: number) => `Part ${part}`,
  kicker: (part: number, chapter: number) => `Part ${part} · Chapter ${chapter}`,
  chapter: (chapter: number) => `Chapter ${chapter}`,
  coming: 'coming',
  previous: 'Previous',
  next: 'Next',
  neighbors: 'Chapters before and after',
  onThisPage: 'On this page',
} as const;

export const footer = {
  license: 'Text and figures',
  contentLicense: 'CC BY 4.0',
  code: 'Code',
  codeLicense: 'MIT',
  privacy: 'No cookies, no analytics, nothing loaded from anyone else.',
  about: 'About',
  embed: 'Embed',
} as const;

/** What only a printed page says. */
export const paper = {
  answers: 'Answers',
} as const;

export const prose = {
  note: 'Note',
  inShort: 'In short',
  cost: 'What it costs',
  sources: 'Sources',
} as const;

export const diagrams = {
  notDrawn: 'This diagram is not drawn yet. Run “npm run diagrams”. Its source:',
  label: 'Diagram, scrolls sideways',
} as const;

/** Behind a chapter's name, for who does not see its tick. */
export const ticks = { done: ', all questions answered' } as const;
