import { getCollection } from 'astro:content';
import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { site } from '#strings/site.ts';
import { chapterData, courseData, inScript } from './structured-data.ts';
import { addressesIn, writtenParts } from './written.ts';

/** What machines read in the head of a page: the feed, and what the page is in the words of schema.org. */
export const onRequest = defineRouteMiddleware(async ({ locals, site: origin }) => {
  const { id, head } = locals.starlightRoute;
  const addressOf = addressesIn(origin, import.meta.env.BASE_URL);
  const parts = writtenParts(await getCollection('docs'));
  const chapter = parts.flatMap(({ chapters }) => chapters).find(({ slug }) => slug === id);
  const data =
    id === '' || id === 'index'
      ? courseData(parts, addressOf)
      : chapter && chapterData(chapter, addressOf);
  if (data) {
    head.push({
      tag: 'script',
      attrs: { type: 'application/ld+json' },
      content: inScript(data),
    });
  }
  if (id === '404') leaveOutOfIndexes(head);
  head.push({
    tag: 'link',
    attrs: {
      rel: 'alternate',
      type: 'application/atom+xml',
      title: site.title,
      href: new URL(addressOf('feed.xml')).pathname,
    },
  });
});

/** The page for lost readers is shown at any address, and has none of its own. */
function leaveOutOfIndexes(head: { tag: string; attrs?: Record<string, unknown> | undefined }[]) {
  const own = head.findIndex(({ tag, attrs }) => tag === 'link' && attrs?.['rel'] === 'canonical');
  if (own >= 0) head.splice(own, 1);
  const address = head.findIndex(({ attrs }) => attrs?.['property'] === 'og:url');
  if (address >= 0) head.splice(address, 1);
  head.push({ tag: 'meta', attrs: { name: 'robots', content: 'noindex' } });
}
