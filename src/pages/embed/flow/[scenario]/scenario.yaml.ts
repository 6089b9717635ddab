/** The scenario's own file, as `npm run simulate` reads it. */
import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';

const files = import.meta.glob<string>('/src/content/scenarios/*.yaml', {
  query: '?raw',
  import: 'default',
});

export async function getStaticPaths() {
  return (await getCollection('scenarios')).map(({ id }) => ({ params: { scenario: id } }));
}

export const GET: APIRoute = async ({ params }) => {
  const read = files[`/src/content/scenarios/${params['scenario']}.yaml`];
  return new Response(await read?.(), { headers: { 'Content-Type': 'application/yaml' } });
};
