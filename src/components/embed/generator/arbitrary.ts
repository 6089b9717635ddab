/** Anything that the generator can be asked for, for tests. */
import fc from 'fast-check';
import { shownValues } from '../shown.ts';
import { parseState, sizes, type Choice } from './choice.ts';

export const catalog = {
  scenarios: ['lose-one-server', 'where-tls-ends', 'whole-site'],
  quizzes: ['health-checks', 'round-robin'],
};

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const value = fc.oneof(
  fc.stringMatching(/^[!-~]{1,12}$/),
  fc.constantFrom('3000ms:web2:refuse', 'leastconn', '4600ms'),
);
/** Many of the words are a widget's, some are not. */
const query = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.tuple(word, word).map(([component, name]) => `${component}.${name}`),
        fc.constantFrom('at', 't', 'seed', 'request', 'mission', 'scenario', 'compare', 'theme'),
        word,
      ),
      value,
    ),
    { maxLength: 6 },
  )
  .map((pairs) => new URLSearchParams(pairs).toString());
const size = (range: { min: number; max: number }) =>
  fc.option(fc.integer(range), { nil: undefined });

export const choices: fc.Arbitrary<Choice> = fc
  .record({
    widget: fc.constantFrom('flow', 'simulator', 'quiz'),
    scenario: fc.constantFrom(...catalog.scenarios),
    quiz: fc.constantFrom(...catalog.quizzes),
    query,
    theme: fc.constantFrom(...shownValues.theme),
    background: fc.constantFrom(...shownValues.background),
    motion: fc.constantFrom(...shownValues.motion),
    controls: fc.constantFrom(...shownValues.controls),
    height: size(sizes.height),
    width: size(sizes.width),
    loading: fc.constantFrom('lazy', 'eager', 'click'),
    code: fc.constantFrom('iframe', 'element'),
  })
  .map(({ scenario, quiz, query: text, ...rest }) => ({
    ...rest,
    id: rest.widget === 'flow' ? scenario : rest.widget === 'quiz' ? quiz : '',
    state: parseState(text, rest.widget),
    loading: rest.code === 'iframe' && rest.loading === 'click' ? 'lazy' : rest.loading,
  }));
