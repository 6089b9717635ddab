import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** At most this many bytes are kept on a reader's device without asking. */
export const limit = 3_000_000;

export interface SiteFile {
  /** Inside the built site, such as `round-robin/index.html`. */
  readonly name: string;
  readonly content: Buffer;
}

export interface Kept {
  /** From the site's root. */
  readonly url: string;
  /** `null` where the name changes with the content. */
  readonly revision: string | null;
  readonly integrity: string;
  /** Bytes in the cache, and on the way from a host that compresses with gzip. */
  readonly bytes: number;
}

export interface Precache {
  readonly kept: readonly Kept[];
  /** Addresses of pages of the book that are kept only once they were visited. */
  readonly notKept: readonly string[];
}

const compressible = /\.(html|js|css|svg|json)$/;
const hashed = /^_astro\/|^pagefind\/.*\.pf_\w+$/;
const search =
  /^pagefind\/(pagefind(-worker)?\.js|pagefind-entry\.json|wasm\.(?!unknown)\w+\.pagefind|.*\.pf_\w+)$/;

/** What the book needs, in the order of need: scripts and styles, pages, the search. Embeds and pictures of them are not of it. */
function rankOf(name: string): number | undefined {
  if (/^(_astro\/|favicon\.svg$|edition\.js$|offline\/index\.html$)/.test(name)) return 0;
  if (search.test(name)) return 2;
  return name.endsWith('.html') && !/^(embed|pagefind)\//.test(name) ? 1 : undefined;
}

/** What a reader's device keeps of a built site. Of what does not fit, small pages come first: so most of them do. */
export function precacheOf(files: readonly SiteFile[], most = limit): Precache {
  const candidates = files
    .flatMap((file) => {
      const rank = rankOf(file.name);
      return rank === undefined ? [] : [{ rank, ...weigh(file) }];
    })
    .sort((a, b) => a.rank - b.rank || a.bytes - b.bytes || (a.url < b.url ? -1 : 1));
  const kept: Kept[] = [];
  const notKept: string[] = [];
  let room = most;
  for (const { rank, ...file } of candidates) {
    if (file.bytes > room) {
      if (rank === 1) notKept.push(file.url);
      continue;
    }
    room -= file.bytes;
    kept.push(file);
  }
  return { kept, notKept };
}

/** What the caches know of a file. */
export function weigh({ name, content }: SiteFile): Kept {
  const digest = createHash('sha256').update(content).digest('base64');
  return {
    url: `/${name.replace(/(^|\/)index\.html$/, '$1')}`,
    revision: hashed.test(name) ? null : digest.slice(0, 12),
    integrity: `sha256-${digest}`,
    bytes: compressible.test(name) ? gzipSync(content).length : content.length,
  };
}

export function sum(kept: readonly Kept[]): number {
  return kept.reduce((total, { bytes }) => total + bytes, 0);
}
