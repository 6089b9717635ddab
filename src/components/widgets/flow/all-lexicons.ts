/** Every lexicon, for where bytes do not matter: the build and tests. */
import { learn, type Lexicon } from './lexicon.ts';
import { operations } from './operations.ts';

const lexicons: readonly Lexicon[] = [operations];

for (const lexicon of lexicons) learn(lexicon);
