/** What pages that embed by address alone are told of each embed: oEmbed 1.0, <https://oembed.com/>. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { figures, quizzes, simulator, type Entry } from '#components/embed/generator/catalog.ts';
import { parseChoice } from '#components/embed/generator/choice.ts';
import { iframeCode, usualHeights } from '#components/embed/generator/code.ts';
import { addressOf } from '#lib/address.ts';
import { cardOf, pictureAddress } from '#lib/pictures.ts';
import { site } from '#strings/en.ts';
import { live as words } from '#strings/embed.ts';

const width = 800;
const dayInSeconds = 86_400;

export const getStaticPaths = (() =>
  [...figures.flatMap(({ entries }) => entries), ...quizzes, simulator].map((entry) => ({
    params: { embed: pathOf(entry) },
    props: { entry },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ entry: Entry }> = ({ props: { entry }, site: origin }) => {
  const { widget, id, subject } = entry;
  const root = new URL(addressOf(''), origin).href;
  const catalog = { scenarios: [id], quizzes: [id] };
  const picture = cardOf(pathOf(entry));
  return Response.json({
    type: 'rich',
    version: '1.0',
    title: subject.title,
    provider_name: site.title,
    provider_url: root,
    cache_age: dayInSeconds,
    html: iframeCode(parseChoice(`widget=${widget}`, catalog), subject, root, words),
    width,
    height: usualHeights[widget],
    thumbnail_url: pictureAddress(picture),
    thumbnail_width: picture.width,
    thumbnail_height: picture.height,
  });
};

/** Below `/embed/`. */
function pathOf({ widget, id }: Entry): string {
  return id === '' ? widget : `${widget}/${id}`;
}
