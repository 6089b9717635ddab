import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { compare } from './compare.ts';

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
after(() => {
  rmSync(folder, { recursive: true });
});
mkdirSync(join(folder, 'posters'));
mkdirSync(join(folder, 'cards/quiz'), { recursive: true });
writeFileSync(join(folder, 'posters/one.svg'), 'one');
writeFileSync(join(folder, 'cards/quiz/one.png'), 'one');
writeFileSync(join(folder, 'other.svg'), 'of something else');

const wanted = (path: string, text: string) => ({
  path,
  isOf: (file: Buffer) => file.toString() === text,
});
const both = [wanted('posters/one.svg', 'one'), wanted('cards/quiz/one.png', 'one')];
const kinds = ['posters', 'cards'];
const pathsOf = (pictures: readonly { path: string }[]) => pictures.map(({ path }) => path);

test('pictures of what there is are left alone', () => {
  assert.deepEqual(compare(folder, kinds, both), { outdated: [], leftOver: [] });
});

test('a picture that is missing is outdated, and so is one of something else', () => {
  const more = [...both, wanted('posters/two.svg', 'two'), wanted('posters/one.svg', 'changed')];
  const { outdated } = compare(folder, kinds, more);
  assert.deepEqual(pathsOf(outdated), ['posters/two.svg', 'posters/one.svg']);
});

test('a picture that nothing has any more is left over', () => {
  assert.deepEqual(compare(folder, kinds, both.slice(0, 1)).leftOver, ['cards/quiz/one.png']);
});
