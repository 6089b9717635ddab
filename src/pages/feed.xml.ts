import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { atomFeed } from '#site/atom.ts';
import { addressesIn, writtenParts } from '#site/written.ts';

export const GET: APIRoute = async ({ site }) => {
  const chapters = writtenParts(await getCollection('docs')).flatMap((part) => part.chapters);
  return new Response(atomFeed(chapters, addressesIn(site, import.meta.env.BASE_URL)), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  });
};
