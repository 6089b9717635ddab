/**
 * `npm run diagrams [-- --check]`: draws the Mermaid diagrams of the pages, a poster of each figure, and the cards that go
 * with links to pages; or says which of those that are committed are of something else than what the book has.
 */
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installBrowser } from './browser.ts';
import { compare } from './diagrams/compare.ts';
import { readContent } from './diagrams/content.ts';
import { kinds, picturesOf } from './diagrams/pictures.ts';
import { drawings } from './diagrams/plugin.ts';
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

const folder = fileURLToPath(drawings);
const pictures = picturesOf(readContent());
const { outdated, leftOver: unwanted } = compare(folder, kinds, pictures);

if (check) {
  const advice = 'Run “npm run diagrams” and commit diagrams/.';
  for (const { place } of missing)
    problems.push(`${place}: This diagram has no drawing. ${advice}`);
  for (const { pathname } of leftOver) {
    problems.push(`diagrams/${pathname.split('/').at(-1)}: No page holds this diagram. ${advice}`);
  }
  for (const { path } of outdated) {
    problems.push(
      `diagrams/${path}: It is missing, or of something else than the book has. ${advice}`,
    );
  }
  for (const path of unwanted)
    problems.push(`diagrams/${path}: Nothing has this picture. ${advice}`);
} else if (problems.length === 0) {
  for (const file of leftOver) rmSync(file);
  for (const path of unwanted) rmSync(join(folder, path));
  if (missing.length > 0) await drawMissing();
  if (outdated.length > 0) await drawPictures();
}

for (const problem of problems) console.error(problem);
console.log(
  `${diagrams.length} diagrams, ${pictures.length} posters and cards` +
    (check
      ? ''
      : `, ${missing.length + outdated.length} drawn, ${leftOver.length + unwanted.length} left-overs removed`) +
    (problems.length === 0 ? '.' : `, ${problems.length} problems.`),
);
process.exitCode = problems.length === 0 ? 0 : 1;

async function drawMissing() {
  const { openRenderer } = await import('./diagrams/render.ts');
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

async function drawPictures() {
  const { openCamera } = await import('./diagrams/camera.ts');
  const camera = await openCamera(installBrowser());
  for (const { path, make } of outdated) {
    try {
      const file = join(folder, path);
      const picture = await make(camera.take);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, picture);
    } catch (error) {
      problems.push(`diagrams/${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await camera.close();
}
