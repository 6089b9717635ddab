import { cacheName } from '#lib/book-caches.ts';
import type { PrecacheEntry } from 'workbox-precaching/_types.js';
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import { PrecacheRoute } from 'workbox-precaching/PrecacheRoute.js';
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { CacheFirst } from 'workbox-strategies/CacheFirst.js';
import { NetworkFirst } from 'workbox-strategies/NetworkFirst.js';
import { NetworkOnly } from 'workbox-strategies/NetworkOnly.js';
import { packed, unpack } from './packed.ts';

// An edition is served whole, from what was kept when its worker was installed, so that no page meets another edition's
// scripts. The next edition's worker waits until the reader asks for it, or has closed all pages of the book.

declare const self: ServiceWorkerGlobalScope;

/** Written in by the build. */
declare const KEPT: PrecacheEntry[];
/** Addresses of the book's pages that did not fit. */
declare const NOT_KEPT: string[];

const { pathname: base } = new URL(self.registration.scope);
const names = {
  book: cacheName('book', base),
  earlier: cacheName('earlier', base),
  visited: cacheName('visited', base),
};
const hashed = `${base}_astro/`;

const book = new PrecacheController({
  cacheName: names.book,
  fallbackToNetwork: false,
  plugins: [
    packed,
    {
      // What was deleted behind the worker's back is the network's again, whichever edition is there.
      handlerDidError: ({ request, event }) =>
        event.type === 'install' ? Promise.resolve(undefined) : fetch(request),
    },
  ],
});
book.addToCacheList(KEPT);

// A page's query holds the state of its figures, which only its scripts read.
registerRoute(new PrecacheRoute(book, { ignoreURLParametersMatching: [/./], cleanURLs: false }));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(hashed),
  new CacheFirst({ cacheName: names.earlier, plugins: [packed] }),
);

const withoutNetwork = { handlerDidError: ({ request }: { request: Request }) => instead(request) };
const visited = new NetworkFirst({
  cacheName: names.visited,
  networkTimeoutSeconds: 5,
  matchOptions: { ignoreSearch: true },
  plugins: [packed, withoutNetwork],
});
const elsewhere = new NetworkOnly({ plugins: [withoutNetwork] });
registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.destination === 'document',
  (options) => (NOT_KEPT.includes(options.url.pathname) ? visited : elsewhere).handle(options),
);

/** What a reader without a network gets at an address that is not kept. */
async function instead({ url }: Request): Promise<Response | undefined> {
  const address = new URL(url);
  // Hosts redirect from a folder's name to the folder.
  address.pathname += '/';
  if (book.getCacheKeyForURL(address.origin + address.pathname)) {
    return Response.redirect(address.href);
  }
  const page = await book.matchPrecache(`${base}offline/`);
  return page && unpack(page);
}

self.addEventListener('install', (event) => {
  event.waitUntil(book.install(event));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver(event));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
  if (event.data === 'keep') event.waitUntil(keepAgain(event));
});

/** A registration that was removed comes back without another installation, and without what was kept. */
async function keepAgain(event: ExtendableMessageEvent) {
  const waitUntil = (work: Promise<unknown>) => {
    event.waitUntil(work);
  };
  try {
    // Workbox fetches what is missing for an event of this type.
    await book.install({ type: 'install', waitUntil } as ExtendableEvent);
    event.ports[0]?.postMessage('kept');
  } catch {
    event.ports[0]?.postMessage('failed');
  }
}

async function takeOver(event: ExtendableEvent) {
  await Promise.all([names.earlier, names.visited].map((name) => caches.delete(name)));
  await keepEarlierScripts();
  await book.activate(event);
  await self.clients.claim();
}

/** Pages of the edition before that are still open may load more of their scripts. */
async function keepEarlierScripts() {
  const current = new Set(book.getURLsToCacheKeys().values());
  const [from, to] = await Promise.all([caches.open(names.book), caches.open(names.earlier)]);
  for (const request of await from.keys()) {
    if (current.has(request.url) || !new URL(request.url).pathname.startsWith(hashed)) continue;
    const response = await from.match(request);
    if (response) await to.put(request, response);
  }
}
