import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookOf, neighborsOf, type Page } from './book.ts';

const written: Page = {
  id: 'health-checks',
  filePath: 'src/content/docs/health-checks.mdx',
  data: {
    title: 'Checks',
    description: 'How long until anyone notices?',
    part: 2,
    chapter: 9,
    published: new Date('2026-11-20'),
  },
};

const changed = (data: Partial<Page['data']>): Page => ({
  ...written,
  data: { ...written.data, ...data },
});

test('the book has five parts and 28 chapters, numbered in order', () => {
  const book = bookOf([]);
  const chapters = book.flatMap((part) => part.chapters);
  assert.deepEqual(
    book.map((part) => part.chapters.length),
    [6, 6, 7, 4, 5],
  );
  assert.deepEqual(
    chapters.map(({ number }) => number),
    Array.from({ length: 28 }, (_, index) => index + 1),
  );
  assert.equal(new Set(chapters.map(({ slug }) => slug)).size, 28);
});

test('slugs that other sites link to keep their numbers', () => {
  const numbers = new Map(
    bookOf([])
      .flatMap((part) => part.chapters)
      .map(({ slug, number }) => [slug, number]),
  );
  assert.equal(numbers.get('round-robin'), 8);
  assert.equal(numbers.get('health-checks'), 9);
  assert.equal(numbers.get('tls-termination'), 15);
  assert.equal(numbers.get('measuring-qps'), 17);
  assert.equal(numbers.get('designs/004'), 28);
});

test('a chapter is written when its page exists, and has the title of the page', () => {
  const chapters = bookOf([written]).flatMap((part) => part.chapters);
  assert.deepEqual(
    chapters.filter((chapter) => chapter.written).map(({ title }) => title),
    ['Checks'],
  );
});

test('neighbors are those of the plan, across parts', () => {
  const { previous, next } = neighborsOf('load-balancer', bookOf([]));
  assert.equal(previous?.slug, 'one-server');
  assert.equal(next?.slug, 'round-robin');
  assert.deepEqual(neighborsOf('index', bookOf([])), {});
});

test('a page that does not fit the plan is refused with its file and what is allowed', () => {
  assert.throws(() => bookOf([changed({ chapter: 8 })]), /health-checks\.mdx: .*must be 9/);
  assert.throws(() => bookOf([changed({ part: undefined })]), /“part” must be 2/);
  assert.throws(() => bookOf([changed({ description: undefined })]), /“description” is missing/);
  assert.throws(() => bookOf([changed({ published: undefined })]), /“published” is missing/);
  assert.throws(() => bookOf([changed({ updated: new Date('2026-11-19') })]), /later than/);
  assert.throws(() => bookOf([{ ...written, id: 'elsewhere' }]), /plans none with the slug/);
});
