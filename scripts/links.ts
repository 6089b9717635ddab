import { existsSync } from 'node:fs';
import { basePath, outputFolder } from './build.ts';
import { checkLinks } from './link-check.ts';

const base = basePath();
const folder = outputFolder(base);
if (!existsSync(folder)) {
  console.error(`There is no built site in ${folder}. Build it first: npm run build`);
  process.exit(1);
}
const { checked, problems } = checkLinks(folder, base);
for (const problem of problems) console.error(problem);
console.log(`${checked} links checked under ${base}, ${problems.length} broken`);
process.exitCode = problems.length === 0 ? 0 : 1;
