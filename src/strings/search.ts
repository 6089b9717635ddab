// Every word of the search, which loads when it is opened.

export const search = {
  open: 'Search',
  title: 'Search the book',
  field: 'Search for',
  close: 'Close',
  loading: 'Loading the index…',
  failed: 'The search index could not be loaded. It exists only in the built site.',
  nothing: (query: string) => `Nothing found for “${query}”.`,
  found: (count: number, query: string) =>
    `${count} ${count === 1 ? 'page' : 'pages'} found for “${query}”.`,
} as const;
