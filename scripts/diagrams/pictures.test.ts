import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { cardOf, cardSize, pictureFile, posterOf } from '#lib/pictures.ts';
import { cardsOf } from './cards.ts';
import { readContent } from './content.ts';
import { picturesOf } from './pictures.ts';

const content = readContent();
const cards = cardsOf(content);

test('each figure has a poster that stands alone, with its size and in words', () => {
  for (const { id, title } of content.figures) {
    const { path, width, height, alt } = posterOf(id);
    const svg = readFileSync(pictureFile(path), 'utf8');
    assert.match(svg, new RegExp(`viewBox="0 0 ${width} ${height}"`), id);
    assert.ok(width >= 600 && height > 100, id);
    assert.ok(alt.startsWith(`${title}. At `), alt);
    assert.doesNotMatch(svg, /<script|href=|url\((?!#poster-)|@import|NaN|undefined/, id);
  }
});

test('in each poster something is under way or broken', () => {
  for (const { id } of content.figures) {
    const svg = readFileSync(pictureFile(posterOf(id).path), 'utf8');
    assert.match(svg, /class="(dot|packet|check|hatch)\b/, id);
  }
});

test('no variable of a poster is left without a value', () => {
  for (const { id } of content.figures) {
    const svg = readFileSync(pictureFile(posterOf(id).path), 'utf8');
    for (const [, name = ''] of svg.matchAll(/var\((--[a-z]+)\)/g)) {
      assert.ok(svg.includes(`${name}:`), `${id}: ${name}`);
    }
  }
});

test('each scenario, quiz and written chapter has a card, and so have the simulator and the home page', () => {
  const names = new Set(cards.map(({ name }) => name));
  assert.equal(names.size, cards.length);
  for (const name of [
    'home',
    'simulator',
    ...content.figures.filter(({ id }) => id !== 'simulator').map(({ id }) => `flow/${id}`),
    ...content.quizzes.map(({ id }) => `quiz/${id}`),
    ...content.chapters.map(({ slug }) => slug),
  ]) {
    assert.ok(names.has(name), name);
    assert.equal(cardOf(name).path, `cards/${name}.png`);
  }
});

test('a card has the size that pages say, a text, and travels fast', () => {
  for (const { name, title } of cards) {
    const { path, width, height, alt } = cardOf(name);
    const png = readFileSync(pictureFile(path));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [width, height], name);
    assert.deepEqual({ width, height }, cardSize);
    assert.ok(alt.startsWith(`${title}. `), alt);
    assert.ok(statSync(pictureFile(path)).size <= 45_000, name);
  }
});

test('a page without a card has that of the home page', () => {
  assert.equal(cardOf('progress').path, 'cards/home.png');
  assert.equal(cardOf('').path, 'cards/home.png');
});

test('a changed title, run or chapter makes the pictures of it outdated', () => {
  const figures = content.figures.filter(({ id }) => id === 'lose-one-server' || id === 'simulator');
  const chapters = content.chapters.filter(({ slug }) => slug === 'health-checks');
  const few = {
    figures,
    chapters: chapters.map((chapter) => ({ ...chapter, figures: ['lose-one-server'] })),
    quizzes: [],
    home: { ...content.home, figures: ['lose-one-server'] },
  };
  const outdated = (changed: typeof few) =>
    picturesOf(changed)
      .filter(({ path, isOf }) => !isOf(readFileSync(pictureFile(path))))
      .map(({ path }) => path);
  const ofFigure = ['posters/lose-one-server.svg', 'cards/flow/lose-one-server.png'];

  assert.deepEqual(outdated(few), ['cards/home.png']);
  const renamed = few.figures.map((figure) => ({ ...figure, title: `${figure.title}!` }));
  assert.ok(ofFigure.every((path) => outdated({ ...few, figures: renamed }).includes(path)));
  const later = few.figures.map((figure) => {
    const { run, figure: drawn } = figure.scenario;
    return { ...figure, scenario: { run: { ...run, seed: run.seed + 1, events: [] }, figure: drawn } };
  });
  assert.ok(ofFigure.every((path) => outdated({ ...few, figures: later }).includes(path)));
  const moved = few.chapters.map((chapter) => ({ ...chapter, title: 'Failover' }));
  assert.ok(outdated({ ...few, chapters: moved }).includes('cards/health-checks.png'));
});
