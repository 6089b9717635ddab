import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { readFolder, yamlCollection } from '#lib/yaml-collection.ts';
import { chapterSchema } from '#schemas/chapter.ts';
import { gallerySchema } from '#schemas/gallery.ts';
import { missionSchema } from '#schemas/mission.ts';
import { quizSchema } from '#schemas/quiz.ts';
import { scenarioSchema } from '#schemas/scenario.ts';

const scenarios = 'src/content/scenarios';
const quizzes = quizSchema(
  () => new Map(readFolder(scenarios, scenarioSchema).map(({ id, data }) => [id, data.run])),
);

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema({ extend: chapterSchema }) }),
  scenarios: defineCollection({
    loader: yamlCollection(scenarios, scenarioSchema),
    schema: scenarioSchema,
  }),
  quizzes: defineCollection({
    loader: yamlCollection('src/content/quizzes', quizzes),
    schema: quizzes,
  }),
  gallery: defineCollection({
    loader: yamlCollection('src/content/gallery', gallerySchema),
    schema: gallerySchema,
  }),
  missions: defineCollection({
    loader: yamlCollection('src/content/missions', missionSchema),
    schema: missionSchema,
  }),
};
