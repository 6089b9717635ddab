/** `npm run conformance -- FOLDER`: holds the engine against every recorded run in a folder. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkRecording } from './check.ts';

const shownDifferences = 3;

const folder = process.argv[2] ?? 'conformance';
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort();
let matching = 0;
for (const name of files) {
  const wrong = checkRecording(join(folder, name));
  if (wrong.length === 0) matching += 1;
  else {
    console.log(`${name}: ${wrong.length} differences`);
    for (const line of wrong.slice(0, shownDifferences)) console.log(`    ${line}`);
  }
}
console.log(`${matching} of ${files.length} traces match`);
process.exitCode = matching === files.length ? 0 : 1;
