import { cacheName, deleteCaches } from '#lib/book-caches.ts';

/** Each gives whether the book is kept, and fails where the browser refuses. */

export async function keptBook(base: string): Promise<boolean> {
  const registration = await registrationOf(base);
  const next = registration?.installing;
  if (next && !registration.active) return installed(next);
  return Boolean(registration?.active) && caches.has(cacheName('book', base));
}

export async function keepBook(base: string): Promise<boolean> {
  const { active, installing, waiting } = await navigator.serviceWorker.register(`${base}sw.js`);
  const next = installing ?? waiting;
  if (!active) return next !== null && installed(next);
  await keepAgain(active);
  return true;
}

export async function removeBook(base: string): Promise<boolean> {
  await (await registrationOf(base))?.unregister();
  await deleteCaches(base);
  return false;
}

/** The page may lie in the scope of another book. */
async function registrationOf(base: string) {
  const registration = await navigator.serviceWorker.getRegistration(base);
  return registration && new URL(registration.scope).pathname === base ? registration : undefined;
}

function installed(worker: ServiceWorker): Promise<boolean> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') reject(new Error('The worker could not be installed.'));
    });
  });
}

/** Fetches what is missing. */
function keepAgain(worker: ServiceWorker): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => {
      if (data === 'kept') resolve();
      else reject(new Error('The book could not be fetched.'));
    };
    worker.postMessage('keep', [port2]);
  });
}
