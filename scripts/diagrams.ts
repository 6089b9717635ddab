import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { installBrowser } from './browser.ts';
import { drawings } from './diagrams/plugin.ts';
import { openRenderer } from './diagrams/render.ts';
import { drawingName, fencesOf, problemOf } from './diagrams/source.ts';

const check = process.argv.includes('--check');
const diagrams = globSync('src/content/docs/**/*.{md,mdx}')
  .sort()
  .flatMap((file) =>
    fencesOf(readFileSync(file, 'utf8')).map(({ source, line }) => ({
      source,
      place: `${file}:${line}`,
      file: new URL(`${drawingName(source)}.svg`, drawings),
    })),
  );
mkdirSync(drawings, { recursive: true });

const problems = diagrams.flatMap(({ source, place }) => {
  const problem = problemOf(source);
  return problem === undefined ? [] : [`${place}: ${problem}`];
});
const missing = diagrams.filter(
  ({ file }, index) =>
    !existsSync(file) && diagrams.findIndex((other) => other.file.href === file.href) === index,
);
const leftOver = readdirSync(drawings)
  .filter((name) => /^[\da-f]{16}\.svg$/.test(name))
  .map((name) => new URL(name, drawings))
  .filter(({ href }) => !diagrams.some(({ file }) => file.href === href));

if (check) {
  const advice = 'Run “npm run diagrams” and commit diagrams/.';
  for (const { place } of missing)
    problems.push(`${place}: This diagram has no drawing. ${advice}`);
  for (const { pathname } of leftOver) {
    problems.push(`diagrams/${pathname.split('/').at(-1)}: No page holds this diagram. ${advice}`);
  }
} else if (problems.length === 0) {
  for (const file of leftOver) rmSync(file);
  if (missing.length > 0) await drawMissing();
}

for (const problem of problems) console.error(problem);
console.log(
  `${diagrams.length} diagrams` +
    (check ? '' : `, ${missing.length} drawn, ${leftOver.length} left-overs removed`) +
    (problems.length === 0 ? '.' : `, ${problems.length} problems.`),
);
process.exitCode = problems.length === 0 ? 0 : 1;

async function drawMissing() {
  const renderer = await openRenderer(installBrowser());
  for (const { source, place, file } of missing) {
    try {
      writeFileSync(file, `${await renderer.render(source)}\n`);
    } catch (error) {
      problems.push(`${place}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await renderer.close();
}
