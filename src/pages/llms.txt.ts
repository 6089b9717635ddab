import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { llmsText } from '#site/llms.ts';
import { addressesIn, writtenParts } from '#site/written.ts';

export const GET: APIRoute = async ({ site }) => {
  const parts = writtenParts(await getCollection('docs'));
  return new Response(llmsText(parts, addressesIn(site, import.meta.env.BASE_URL)), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};
