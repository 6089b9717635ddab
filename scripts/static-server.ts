import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};
const incompressible = new Set(['.ico', '.jpg', '.png', '.webp', '.woff2']);

/** Serves a built site as a static host does: folders by their index.html, 404.html, brotli 11. */
export function createStaticServer(folder: string, base: string): Server {
  const compressed = new Map<string, Buffer>();

  function compress(path: string, body: Buffer): Buffer {
    const key = `${path} ${statSync(path).mtimeMs}`;
    const known = compressed.get(key) ?? brotliCompressSync(body);
    compressed.set(key, known);
    return known;
  }

  return createServer((request, response) => {
    const found = locate(folder, base, request.url ?? '/');
    if (typeof found === 'object') {
      response.writeHead(301, { location: found.location }).end();
      return;
    }
    const path = found ?? join(folder, '404.html');
    const type = types[extname(path)] ?? 'application/octet-stream';
    const body = existsSync(path) ? readFileSync(path) : Buffer.from('Not found');
    const brotli =
      /\bbr\b/.test(request.headers['accept-encoding']?.toString() ?? '') &&
      existsSync(path) &&
      !incompressible.has(extname(path));
    const bytes = brotli ? compress(path, body) : body;
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': type,
      'content-length': bytes.length,
      'cache-control': 'no-cache',
      // A sandboxed frame has no origin of its own, so that even its scripts come from elsewhere.
      ...(request.headers.origin === undefined ? {} : { 'access-control-allow-origin': '*' }),
      ...(brotli ? { 'content-encoding': 'br' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
}

/** The file of an address, a redirect to the folder's own address, or `undefined`. */
function locate(folder: string, base: string, address: string) {
  const [path = '/', query] = address.split('?', 2);
  const inside = decode(path);
  if (inside === undefined || !inside.startsWith(base)) return undefined;
  const file = join(folder, normalize(`/${inside.slice(base.length)}`));
  if (!existsSync(file)) return undefined;
  if (statSync(file).isFile()) return file;
  if (!inside.endsWith('/')) {
    return { location: `${path}/${query === undefined ? '' : `?${query}`}` };
  }
  const index = join(file, 'index.html');
  return existsSync(index) ? index : undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
