import type { APIRoute } from 'astro';
import { addressesIn } from '#site/written.ts';

/** Everybody may read everything. Crawlers look for this at the root of a host only. */
export const GET: APIRoute = ({ site }) => {
  const sitemap = addressesIn(site, import.meta.env.BASE_URL)('sitemap-index.xml');
  return new Response(`User-agent: *\nAllow: /\n\nSitemap: ${sitemap}\n`);
};
