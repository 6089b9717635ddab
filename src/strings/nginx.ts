// Words for the servers that nginx leaves out.

/** What nginx thinks of a server, in the drawing and after “is”. */
export const drawing = {
  leftOut: (until: string) => `left out until ${until}`,
  due: 'due for a try',
  onTrial: 'tried by one request',
} as const;

export const texts = {
  leftOut: (balancer: string, server: string, until: string) =>
    `${balancer} leaves ${server} out until ${until}.`,
  longer: (balancer: string, server: string, until: string) =>
    `Another request that was at ${server} has failed: ${balancer} leaves it out until ${until}.`,
  tried: (balancer: string, server: string) =>
    `The pause is over: ${balancer} lets one request try ${server}.`,
  back: (balancer: string, server: string) =>
    `${server} has answered: ${balancer} sends it requests as before.`,
} as const;

export const marks = {
  leftOut: (server: string) => `${server} left out`,
  back: (server: string) => `${server} in again`,
} as const;
