/** Every lexicon, for where bytes do not matter: the build and tests. */
import { learn, type Lexicon } from './lexicon.ts';

const lexicons: readonly Lexicon[] = [];

for (const lexicon of lexicons) learn(lexicon);
