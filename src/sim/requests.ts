import type { GivenRequest } from './run.ts';

/** What a component may ask of a request beside its number. A repetition is in everything as the request that it repeats. */
export interface Requests {
  /** The client's IPv4 address, as a number. */
  readonly addressOf: (request: number) => number;
  /** What the request asks for, with the query. */
  readonly pathOf: (request: number) => string;
  /** Whether it writes. */
  readonly writes: (request: number) => boolean;
  /** What the workload gives of it; `undefined` when nothing. */
  readonly given: (request: number) => GivenRequest | undefined;
  /** The service time that it brings with it to the last stage that it reaches, in µs. */
  readonly givenServiceUs: (request: number) => number | undefined;
  /** Whether it asks for a file that a web server has itself. */
  readonly isStatic: (request: number) => boolean;
  /** How many times as much as usual it costs. */
  readonly slowdown: (request: number) => number;
  /** Whether it crashes an application that runs this version of the code. */
  readonly crashes: (request: number, version: number) => boolean;
}
