/** What the pictures are of: the book's figures, chapters and quizzes, read without the site's build. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parts } from '#chapters.ts';
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioOf } from '#components/widgets/simulator/scenario.ts';
import type { FlowScenario } from '#components/widgets/flow/scenario.ts';
import { gallerySchema } from '#schemas/gallery.ts';
import { quizSchema } from '#schemas/quiz.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import { normalize, runOf } from '#sim/setup.ts';
import { page as simulator } from '#strings/simulator.ts';

export interface Figure {
  /** The name of its poster. */
  readonly id: string;
  readonly title: string;
  readonly scenario: FlowScenario;
}

export interface WrittenChapter {
  readonly slug: string;
  readonly number: number;
  readonly part: number;
  readonly partTitle: string;
  readonly title: string;
  /** The scenarios of its figures, in their order. */
  readonly figures: readonly string[];
}

export interface Content {
  /** Those of the chapters, then the simulator's first one. */
  readonly figures: readonly Figure[];
  readonly chapters: readonly WrittenChapter[];
  readonly quizzes: readonly { readonly id: string; readonly chapter: string; readonly title: string }[];
  readonly home: { readonly tagline: string; readonly figures: readonly string[] };
}

const docs = 'src/content/docs';

/** Reads the content below the folder that the program was started in. */
export function readContent(): Content {
  const scenarios = readFolder('src/content/scenarios', scenarioSchema);
  const [start] = readFolder('src/content/gallery', gallerySchema).sort(
    (one, other) => one.data.order - other.data.order,
  );
  if (!start) throw new Error('The simulator needs a scenario: src/content/gallery has none.');
  const runs = new Map(scenarios.map(({ id, data }) => [id, data.run]));
  const home = readPage('index');
  return {
    figures: [
      ...scenarios.map(({ id, data }) => ({ id, title: data.title, scenario: data })),
      {
        id: 'simulator',
        title: simulator.title,
        scenario: scenarioOf(runOf(normalize(start.data.setup))),
      },
    ],
    chapters: parts.flatMap((part) =>
      part.chapters
        .filter(({ slug }) => existsSync(fileOf(slug)))
        .map(({ slug, number }) => ({
          ...readPage(slug),
          slug,
          number,
          part: part.number,
          partTitle: part.title,
        })),
    ),
    quizzes: readFolder('src/content/quizzes', quizSchema(() => runs)).map(
      ({ id, data: { chapter, title } }) => ({ id, chapter, title }),
    ),
    home: { tagline: home.hero?.tagline ?? home.title, figures: home.figures },
  };
}

const fileOf = (slug: string) => `${docs}/${slug}.mdx`;

function readPage(slug: string) {
  const [, matter = '', prose = ''] = readFileSync(fileOf(slug), 'utf8').split(/^---$/m, 3);
  const { title, hero } = parse(matter) as {
    readonly title: string;
    readonly hero?: { readonly tagline?: string };
  };
  const figures = [...prose.matchAll(/<Flow\b[^>]*\bscenario="([^"]+)"/g)].map(
    ([, name = '']) => name,
  );
  return { title, hero, figures };
}
