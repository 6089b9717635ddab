// Every word about reading without a network.

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

export const edition = {
  ready: 'A new edition of the book is ready.',
  reload: 'Reload',
  later: 'Not now',
} as const;

export const noNetwork = {
  title: 'No network',
  description: 'This page is not kept on your device.',
  why: 'There is no network, and this page is not kept on your device.',
  way: 'What is kept begins at the contents.',
  contents: 'To the contents',
} as const;

export const offline = {
  title: 'Read without a network',
  what: (bytes?: number) =>
    `Pages, figures, questions and the search can be kept in this browser${bytes === undefined ? '' : `: ${megabytes(bytes)}`}. A new edition is fetched when there is one, and opened when you say so.`,
  unable: 'This browser, or this private window, keeps nothing; the book is read from the network.',
  kept: 'The book is kept on this device.',
  keeping: 'Being fetched…',
  failed: 'That did not work: no network, or no room. What you read is not affected.',
  none: 'The book is not kept on this device.',
  keep: (bytes?: number) =>
    `Keep the book on this device${bytes === undefined ? '' : ` (${megabytes(bytes)})`}`,
  remove: 'Remove it from this device',
} as const;
