import { llms as words, site } from '#strings/site.ts';
import type { AddressOf, WrittenPart } from './written.ts';

/** The book in brief for language models, in the form that llmstxt.org describes. */
export function llmsText(parts: readonly WrittenPart[], addressOf: AddressOf): string {
  const item = (title: string, slug: string, description: string) =>
    `- [${title}](${addressOf(slug)}): ${description}`;
  const sections = parts.map(({ number, title, chapters }) => [
    `## ${words.part(number, title)}`,
    chapters
      .map(({ slug, title, number, description }) =>
        item(words.chapter(number, title), slug, description),
      )
      .join('\n'),
  ]);
  const more = Object.entries(words.more).map(([slug, { title, description }]) =>
    item(title, slug, description),
  );
  const blocks = [
    `# ${site.title}`,
    `> ${site.description}`,
    ...words.about,
    ...sections.flat(),
    `## ${words.optional}`,
    more.join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}
