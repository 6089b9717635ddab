import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What is wrong with the links of a built site: one line each, and how many were followed. */
export interface LinkReport {
  readonly checked: number;
  readonly problems: readonly string[];
}

const addresses = new Set(['href', 'src', 'poster', 'action', 'data', 'xlink:href']);
const tag = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const attribute = /\s([^\s=>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
const cssUrl = /url\(\s*["']?([^"')]+)["']?\s*\)/gi;
const sitemapEntry = /<loc>([^<]*)<\/loc>/gi;

/** Follows every link, asset and #fragment inside a built site. */
export function checkLinks(folder: string, base: string): LinkReport {
  const origin = originOf(folder);
  const problems: string[] = [];
  const anchors = new Map<string, ReadonlySet<string>>();
  let checked = 0;

  for (const file of filesOf(folder)) {
    const page = new URL(base + pagePath(folder, file), origin);
    for (const target of targetsIn(file)) {
      const problem = check(target, page);
      if (problem !== undefined) problems.push(`${relative(folder, file)}: ${target} ${problem}`);
    }
  }
  return { checked, problems: [...new Set(problems)] };

  function check(target: string, page: URL): string | undefined {
    if (!URL.canParse(target, page)) return 'is no address';
    const url = new URL(target, page);
    if (!url.protocol.startsWith('http') || url.origin !== page.origin) return undefined;
    checked += 1;
    if (!url.pathname.startsWith(base)) return `leaves ${base}`;
    const path = decodeURIComponent(url.pathname.slice(base.length));
    const found = [path, join(path, 'index.html')]
      .map((candidate) => join(folder, candidate))
      .find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
    if (found === undefined) return 'leads nowhere';
    if (
      !path.endsWith('/') &&
      path !== '' &&
      found.endsWith('/index.html') &&
      !path.endsWith('index.html')
    ) {
      return 'lacks its last slash';
    }
    const fragment = decodeURIComponent(url.hash.slice(1));
    if (fragment === '' || fragment.startsWith(':~:') || !found.endsWith('.html')) return undefined;
    return anchorsOf(found).has(fragment) ? undefined : 'names no place on that page';
  }

  function anchorsOf(file: string): ReadonlySet<string> {
    const known = anchors.get(file) ?? new Set(idsIn(file));
    anchors.set(file, known);
    return known;
  }
}

/** The site's own address, by which canonical links and the sitemap name its pages. */
function originOf(folder: string): string {
  const index = join(folder, 'sitemap-index.xml');
  const entry = existsSync(index) ? first(readFileSync(index, 'utf8'), sitemapEntry)[0] : undefined;
  return new URL(entry ?? 'https://upstream.invalid').origin;
}

function targetsIn(file: string): string[] {
  const text = () => readFileSync(file, 'utf8');
  if (file.endsWith('.html')) {
    return tagsOf(text()).flatMap((attributes) =>
      attributes.flatMap(([name, value]) => {
        if (name === 'srcset')
          return value.split(',').map((part) => part.trim().split(/\s+/)[0] ?? '');
        const isPicture = name === 'content' && attributes.some(namesPicture);
        return addresses.has(name) || isPicture ? [value] : [];
      }),
    );
  }
  if (file.endsWith('.css')) return first(text(), cssUrl).filter((url) => !url.startsWith('#'));
  if (file.endsWith('.xml')) return first(text(), sitemapEntry);
  return [];
}

function idsIn(file: string): string[] {
  return tagsOf(readFileSync(file, 'utf8'))
    .flat()
    .filter(([name]) => name === 'id')
    .map(([, value]) => value);
}

/** Of the tag whose content is the address of the picture that goes with a link to the page. */
const namesPicture = ([name, value]: Attribute) => name === 'property' && value === 'og:image';

type Attribute = readonly [name: string, value: string];

/** The attributes of each of a page's tags, but not of what its comments, scripts and styles contain. */
function tagsOf(html: string): Attribute[][] {
  const tags = html
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/gi, '$1')
    .matchAll(tag);
  return [...tags].map(([text]) =>
    [...text.matchAll(attribute)].map(([, name = '', double, single, bare]): Attribute => [
      name.toLowerCase(),
      unescape(double ?? single ?? bare ?? ''),
    ]),
  );
}

function first(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => unescape(match[1] ?? ''));
}

function unescape(text: string): string {
  return text.replaceAll(/&(?:amp|#38|#x26);/g, '&');
}

function pagePath(folder: string, file: string): string {
  return relative(folder, file).replace(/(^|\/)index\.html$/, '$1');
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
