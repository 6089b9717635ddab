/** The cards that go with links to the book's pages: what stands on each. */
import { site } from '#strings/en.ts';
import { cards as words } from '#strings/pictures.ts';
import { quiz } from '#strings/quiz.ts';
import { page as simulator } from '#strings/simulator.ts';
import type { Content } from './content.ts';

export interface Card {
  /** The page's address below the root; of an embed page what follows `embed/`. */
  readonly name: string;
  readonly kicker: string;
  readonly title: string;
  /** The poster that is on it. */
  readonly poster: string;
}

/** All cards that there have to be. */
export function cardsOf({ figures, chapters, quizzes, home }: Content): readonly Card[] {
  const first = home.figures[0] ?? simulatorPoster;
  return [
    { name: 'home', kicker: words.homeKicker, title: words.home, poster: first },
    {
      name: 'simulator',
      kicker: words.simulator,
      title: simulator.title,
      poster: simulatorPoster,
    },
    ...chapters.map(({ slug, title, part, partTitle, number, figures: drawn }) => ({
      name: slug,
      kicker: words.chapter(part, partTitle, number),
      title,
      poster: drawn[0] ?? first,
    })),
    ...quizzes.map(({ id, chapter, title }) => {
      const of = chapters.find(({ slug }) => slug === chapter);
      return {
        name: `quiz/${id}`,
        kicker: of ? words.quiz(of.number) : site.title,
        title: quiz.pageTitle(title),
        // Not the chapter's own picture, where it has another.
        poster: of?.figures[1] ?? of?.figures[0] ?? first,
      };
    }),
    ...figures
      .filter(({ id }) => id !== simulatorPoster)
      .map(({ id, title }) => {
        const of = chapters.find((chapter) => chapter.figures.includes(id));
        const kicker = of ? words.figureOf(of.number, of.title) : words.figure;
        return { name: `flow/${id}`, kicker, title, poster: id };
      }),
  ];
}

const simulatorPoster = 'simulator';
