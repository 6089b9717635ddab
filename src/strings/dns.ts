// Words for name servers, resolvers and what clients hold.

/** In the drawing, where room is short. */
export const drawing = {
  /** @param more How many further addresses. */
  answers: (address: string, more: number) => (more > 0 ? `A ${address} +${more}` : `A ${address}`),
  noName: 'no such name',
  holding: (clients: number, address: string) => `${clients} hold ${address}`,
  stale: (clients: number) => `${clients} hold the old answer`,
} as const;

export const texts = {
  asksResolver: (request: number) => `Request ${request} asks the resolver where the site is.`,
  asksServer: (server: string, request: number) =>
    `The resolver asks ${server} for request ${request}.`,
  answered: (request: number, fromCache: boolean) =>
    fromCache
      ? `The resolver tells request ${request} an address that it holds.`
      : `The resolver tells request ${request} an address.`,
  nxdomain: (request: number) => `Request ${request} learns that there is no such name (NXDOMAIN).`,
  servfail: (request: number) =>
    `Request ${request} learns that no name server has answered (SERVFAIL).`,
  next: (request: number, server: string) =>
    `${server} is silent: request ${request} tries the next address as well.`,
  refused: (request: number, server: string) =>
    `${server} refuses: request ${request} tries the next address.`,
  nobody: (request: number) => `Request ${request} tries an address that nobody has.`,
  resolverHolds: (address: string, until: string) =>
    `The resolver holds ${address} until ${until}.`,
  clientHolds: (request: number, address: string, until: string) =>
    `The client of request ${request} holds ${address} until ${until}.`,
  nothing: 'that there is no such name',
  record: (at: string, change: string) => `${at} now says: ${change}.`,
} as const;

export const marks = {
  record: 'new record',
  servfail: 'SERVFAIL',
} as const;

export const actions = {
  record: { state: 'gets a new record', button: 'change the record', short: 'new record' },
} as const;
