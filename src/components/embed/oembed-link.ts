/** By which pages that embed by address find the code, <https://oembed.com/> (section 4, discovery). */
import { addressOf } from '#lib/address.ts';

/** @param embed The embed's path below `/embed/`: `quiz/health-checks`. */
export function oembedLink(embed: string, title: string) {
  const href = new URL(`${addressOf(`embed/${embed}`)}oembed.json`, import.meta.env.SITE).href;
  return {
    tag: 'link' as const,
    attrs: { rel: 'alternate', type: 'application/json+oembed', href, title },
  };
}
