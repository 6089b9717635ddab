import { deleteCaches } from '#lib/book-caches.ts';

// Published in place of the worker, this one deletes what was kept and itself. It answers no requests: whatever pages are
// open go on with the network.

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      deleteCaches(new URL(self.registration.scope).pathname),
      self.registration.unregister(),
    ]),
  );
});
