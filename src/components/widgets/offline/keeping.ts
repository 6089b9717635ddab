/** Each gives whether the book is kept, and fails where the browser refuses. */

export async function keptBook(base: string): Promise<boolean> {
  const registration = await registrationOf(base);
  const next = registration?.installing;
  if (registration?.active || !next) return Boolean(registration?.active);
  return installed(next);
}

export async function keepBook(base: string): Promise<boolean> {
  const { active, installing, waiting } = await navigator.serviceWorker.register(`${base}sw.js`);
  const next = installing ?? waiting;
  return active || !next ? true : installed(next);
}

export async function removeBook(base: string): Promise<boolean> {
  await (await registrationOf(base))?.unregister();
  // Other books may be on the same host.
  const own = (await caches.keys()).filter(
    (name) => name.startsWith('upstream.') && name.endsWith(`:${base}`),
  );
  await Promise.all(own.map((name) => caches.delete(name)));
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
