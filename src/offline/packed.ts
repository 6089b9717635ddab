import type { WorkboxPlugin } from 'workbox-core/types.js';

const mark = 'x-packed';
const text = /^text\/|javascript|json|svg|xml/;

/** Keeps text compressed: browsers store it as it is read, and HTML is six times as large then. */
export const packed: WorkboxPlugin = {
  cacheWillUpdate: ({ response }) =>
    Promise.resolve(response.status === 200 ? pack(response) : null),
  cachedResponseWillBeUsed: ({ cachedResponse }) =>
    Promise.resolve(cachedResponse && unpack(cachedResponse)),
};

function pack(response: Response): Response {
  if (!response.body || !text.test(response.headers.get('content-type') ?? '')) return response;
  const headers = new Headers(response.headers);
  // They speak of the body as it was sent.
  headers.delete('content-encoding');
  headers.delete('content-length');
  headers.set(mark, 'gzip');
  return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { headers });
}

/** The response as it was sent; others are left alone. */
export function unpack(response: Response): Response {
  if (!response.body || !response.headers.has(mark)) return response;
  const headers = new Headers(response.headers);
  headers.delete(mark);
  return new Response(response.body.pipeThrough(new DecompressionStream('gzip')), { headers });
}
