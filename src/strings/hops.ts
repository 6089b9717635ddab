// Every word of single hops, for who steps through them.
import { ordinal } from './flow.ts';

/** One hop of a request, in words: what a step with “every hop” has come to. */
export const hops = {
  arrive: (request: number, at: string) => `Request ${request} leaves ${at}.`,
  send: (request: number, from: string, to: string) =>
    `Request ${request} goes from ${from} to ${to}.`,
  reply: (request: number, from: string, to: string) =>
    `The answer to request ${request} goes back from ${from} to ${to}.`,
  refuse: (request: number, at: string) => `${at} refuses request ${request}.`,
  lost: (request: number, at: string) => `The packets of request ${request} are lost at ${at}.`,
  hung: (request: number, at: string) => `${at} has request ${request} and will not answer it.`,
  queue: (request: number, at: string) => `Request ${request} waits for a worker at ${at}.`,
  start: (request: number, at: string) => `${at} begins to work on request ${request}.`,
  finish: (request: number, at: string) => `${at} has done its work for request ${request}.`,
  answer: (request: number, at: string, status: number) =>
    `${at} answers request ${request} with ${status}.`,
  choose: (request: number, at: string, server: string) =>
    `${at} chooses ${server} for request ${request}.`,
  connect: (request: number, at: string, server: string, attempt: number) =>
    attempt > 1
      ? `${at} tries ${server} for request ${request} again, attempt ${attempt}.`
      : `${at} opens a connection to ${server} for request ${request}.`,
  connected: (request: number, at: string, server: string) =>
    `${at} is connected to ${server} for request ${request}.`,
  'connect-failed': (request: number, at: string, server: string) =>
    `${at} could not connect to ${server} for request ${request}.`,
  wait: (request: number, at: string, server: string, wait: string) =>
    `${at} waits ${wait} before it tries ${server} again for request ${request}.`,
  reset: (request: number, at: string) => `${at} cuts the connection of request ${request}.`,
  end: (request: number, status: number) =>
    status > 0
      ? `The client has its answer to request ${request}: ${status}.`
      : `The client’s connection for request ${request} was cut.`,
  'give-up': (request: number) => `The client gives up request ${request}.`,
  'check-start': (at: string) => `A health check of ${at} begins.`,
  enqueue: (request: number, at: string) => `Request ${request} waits at ${at} for a server.`,
  dequeue: (request: number, at: string) => `Request ${request} need not wait at ${at} any longer.`,
  clientRetry: (request: number, earlier: number, time: number) =>
    `Request ${request} repeats request ${earlier}, ${time === 1 ? 'for the first time' : `for the ${ordinal(time)} time`}.`,
} as const;

/** The same of connections that are made. */
export const connections = {
  tcpOpen: (request: number, at: string, to: string) =>
    `${at} opens a TCP connection to ${to} for request ${request}.`,
  tcpOpened: (request: number, to: string) =>
    `The TCP connection to ${to} for request ${request} is open.`,
  packet: (request: number, at: string) =>
    `A packet of the connection for request ${request} leaves ${at}.`,
  round: (request: number, version: string, round: number, of: number) =>
    `Request ${request}: round trip ${round} of ${of} of the TLS ${version} handshake.`,
  work: (request: number, at: string, time: string) =>
    `${at} computes for the handshake of request ${request}, ${time}.`,
  opened: (request: number, version: string) =>
    `The TLS ${version} connection for request ${request} is open.`,
  failed: (request: number, why: string) => `No connection for request ${request}: ${why}.`,
  hangUp: (request: number, at: string) =>
    `${at} closes the connection that it was to pass on for request ${request}.`,
} as const;
