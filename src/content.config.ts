import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { yamlCollection } from '#lib/yaml-collection.ts';
import { chapterSchema } from '#schemas/chapter.ts';
import { scenarioSchema } from '#schemas/scenario.ts';

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema({ extend: chapterSchema }) }),
  scenarios: defineCollection({
    loader: yamlCollection('src/content/scenarios', scenarioSchema),
    schema: scenarioSchema,
  }),
};
