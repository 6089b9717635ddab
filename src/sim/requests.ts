/** What a component may ask of a request beside its number. */
export interface Requests {
  /** The client's IPv4 address, as a number. */
  readonly addressOf: (request: number) => number;
  /** What the request asks for, with the query. */
  readonly pathOf: (request: number) => string;
  /** Whether it writes. */
  readonly writes: (request: number) => boolean;
  /** The service time that it brings with it to the last stage that it reaches, in µs. */
  readonly givenServiceUs: (request: number) => number | undefined;
}
