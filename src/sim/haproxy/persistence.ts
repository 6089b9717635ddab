/**
 * HAProxy's `cookie … insert`: an answer carries a cookie with its server's name, and the browser's next request goes to
 * that server for as long as it is not DOWN or in maintenance, whatever the algorithm and its weight. HAProxy 2.6
 * configuration manual (`cookie`, `option persist`). The client's address stands for the browser that keeps the cookie,
 * and it has the cookie from the moment at which HAProxy passes the answer on.
 */
import type { Requests } from '../requests.ts';
import type { Settings } from '../settings.ts';
import { isStopped, type Server } from './server.ts';

export interface Persistence {
  /** The server that the request's cookie names; `undefined` when there is none, or it cannot be had. */
  serverOf(request: number): Server | undefined;
  /** The request has been answered by this server. */
  remember(request: number, server: Server): void;
}

export function createPersistence(
  { cookie }: Pick<Settings<'haproxy'>, 'cookie'>,
  addressOf: Requests['addressOf'],
): Persistence {
  if (cookie === 'none') return { serverOf: () => undefined, remember: () => undefined };
  const servers = new Map<number, Server>();
  return {
    serverOf(request) {
      const server = servers.get(addressOf(request));
      return server && !isStopped(server) ? server : undefined;
    },
    remember(request, server) {
      servers.set(addressOf(request), server);
    },
  };
}
