/** What authors may write in a chapter. Chapters import from `#prose` and nothing else. */
export { default as BookParts } from './BookParts.astro';
export { default as Config } from './Config.astro';
export { default as Cost } from './Cost.astro';
export { default as Flow } from '../widgets/flow/Flow.astro';
export { default as InShort } from './InShort.astro';
export { default as Note } from './Note.astro';
export { default as Quiz } from '../widgets/quiz/Quiz.astro';
export { default as Sources } from './Sources.astro';
export { default as Term } from './Term.astro';
