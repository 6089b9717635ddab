import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { cardOf, pictureAddress } from '#lib/pictures.ts';

/** Names the picture that goes with a link to the page. */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { id, head } = locals.starlightRoute;
  const card = cardOf(id);
  const meta = (property: string, content: string | number) => {
    head.push({ tag: 'meta', attrs: { property, content: String(content) } });
  };
  meta('og:image', pictureAddress(card));
  meta('og:image:alt', card.alt);
  meta('og:image:width', card.width);
  meta('og:image:height', card.height);
});
