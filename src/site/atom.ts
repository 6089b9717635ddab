import { createHash } from 'node:crypto';
import { feed as words, site } from '#strings/site.ts';
import { contentLicense } from './license.ts';
import type { AddressOf, WrittenChapter } from './written.ts';

/** The chapters as an Atom feed (RFC 4287), what is new first. */
export function atomFeed(chapters: readonly WrittenChapter[], addressOf: AddressOf): string {
  const newest = chapters.toSorted(
    (a, b) => b.updated.getTime() - a.updated.getTime() || b.number - a.number,
  );
  // A feed without a chapter was never updated.
  const updated = newest[0]?.updated ?? new Date(0);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>${permanentId('')}</id>
  <title>${text(site.title)}</title>
  <subtitle>${text(site.description)}</subtitle>
  <updated>${updated.toISOString()}</updated>
  <author><name>${text(words.author)}</name></author>
  <rights>${text(`${words.rights} ${contentLicense}`)}</rights>
  <icon>${text(addressOf('favicon.svg'))}</icon>
  <link rel="alternate" type="text/html" href="${text(addressOf(''))}"/>
  <link rel="self" type="application/atom+xml" href="${text(addressOf('feed.xml'))}"/>
${newest.map((chapter) => entry(chapter, addressOf)).join('\n')}
</feed>
`;
}

function entry(chapter: WrittenChapter, addressOf: AddressOf): string {
  const { slug, title, number, description, published, updated } = chapter;
  return `  <entry>
    <id>${permanentId(slug)}</id>
    <title>${text(words.entry(number, title))}</title>
    <summary>${text(description)}</summary>
    <published>${published.toISOString()}</published>
    <updated>${updated.toISOString()}</updated>
    <link rel="alternate" type="text/html" href="${text(addressOf(slug))}"/>
  </entry>`;
}

/**
 * A name of the chapter that stays when the book moves to another address, so that no reader gets a chapter twice: a UUID
 * made of the slug (RFC 9562, version 5, below the namespace of addresses).
 */
function permanentId(slug: string): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(namespace).update(`upstream/${slug}`).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}

function text(plain: string): string {
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
