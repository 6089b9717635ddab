import { parseXml, XmlElement } from '@rgrove/parse-xml';

const atom = 'http://www.w3.org/2005/Atom';
// RFC 3339, as RFC 4287 section 3.3 narrows it.
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const uri = /^[a-z][a-z0-9+.-]*:\S+$/i;

/** How often each element may stand in a feed (RFC 4287, 4.1.1) or in an entry (4.1.2). */
const feedParts: Parts = {
  id: [1, 1],
  title: [1, 1],
  updated: [1, 1],
  subtitle: [0, 1],
  rights: [0, 1],
  icon: [0, 1],
  logo: [0, 1],
  generator: [0, 1],
};
const entryParts: Parts = {
  id: [1, 1],
  title: [1, 1],
  updated: [1, 1],
  published: [0, 1],
  summary: [0, 1],
  content: [0, 1],
  rights: [0, 1],
};

type Parts = Readonly<Record<string, readonly [least: number, most: number]>>;

/** What RFC 4287 would object to; nothing for a sound feed. */
export function atomProblems(xml: string): readonly string[] {
  const { root } = parseXml(xml);
  if (root?.name !== 'feed' || root.attributes['xmlns'] !== atom) return ['The root is no feed.'];
  const entries = children(root, 'entry');
  const authored = children(root, 'author').length > 0;
  const ids = entries.map((entry) => textOf(entry, 'id'));
  return [
    ...partProblems(root, feedParts),
    ...linkProblems(root),
    ...(selfOf(root) === undefined ? ['The feed has no link to itself.'] : []),
    ...(new Set(ids).size < ids.length ? ['Two entries have one id.'] : []),
    ...entries.flatMap((entry) => [
      ...partProblems(entry, entryParts),
      ...linkProblems(entry),
      ...(authored || children(entry, 'author').length > 0 ? [] : ['An entry has no author.']),
    ]),
  ];
}

/** The addresses that a feed names. */
export function atomAddresses(xml: string): readonly string[] {
  const { root } = parseXml(xml);
  if (!root) return [];
  return [root, ...children(root, 'entry')].flatMap((each) =>
    children(each, 'link').map((link) => link.attributes['href'] ?? ''),
  );
}

function partProblems(element: XmlElement, parts: Parts): string[] {
  const where = `${element.name} “${textOf(element, 'title')}”`;
  return [
    ...Object.entries(parts).flatMap(([name, [least, most]]) => {
      const { length } = children(element, name);
      return length < least || length > most ? [`${where}: ${name} stands ${length} times.`] : [];
    }),
    ...children(element, 'author').flatMap((author) =>
      textOf(author, 'name') === '' ? [`${where}: an author has no name.`] : [],
    ),
    ...['updated', 'published'].flatMap((name) =>
      children(element, name).flatMap((each) =>
        date.test(each.text) && !Number.isNaN(Date.parse(each.text))
          ? []
          : [`${where}: “${each.text}” is no date.`],
      ),
    ),
    ...(uri.test(textOf(element, 'id')) ? [] : [`${where}: the id is no absolute address.`]),
  ];
}

function linkProblems(element: XmlElement): string[] {
  const links = children(element, 'link').map(({ attributes }) => attributes);
  const alternates = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
  const kinds = alternates.map(({ type, hreflang }) => `${type} ${hreflang}`);
  return [
    ...links.flatMap(({ href = '' }) => (uri.test(href) ? [] : [`“${href}” is no address.`])),
    ...(new Set(kinds).size < kinds.length ? ['Two alternates have one type.'] : []),
    ...(children(element, 'content').length === 0 && alternates.length === 0
      ? [`${element.name} has neither content nor an alternate.`]
      : []),
  ];
}

function selfOf(feed: XmlElement): string | undefined {
  return children(feed, 'link').find(({ attributes }) => attributes['rel'] === 'self')?.attributes[
    'href'
  ];
}

function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => child instanceof XmlElement && child.name === name,
  );
}

function textOf(element: XmlElement, name: string): string {
  return children(element, name)[0]?.text ?? '';
}
