import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from '#components/shell/book.ts';
import { llmsText } from './llms.ts';
import { chapterData, courseData, inScript } from './structured-data.ts';
import { addressesIn, writtenParts } from './written.ts';

const pages: readonly Page[] = [
  {
    id: 'health-checks',
    data: {
      title: 'Checks',
      description: 'How long until anyone notices?',
      part: 2,
      chapter: 9,
      published: new Date('2026-11-20'),
    },
  },
  { id: 'index', data: { title: 'Upstream' } },
];
const parts = writtenParts(pages);
const addressOf = addressesIn(new URL('https://example.org'), '/upstream');

test('machines are told of the chapters that are written, and of no others', () => {
  assert.deepEqual(
    parts.map(({ number, chapters }) => [number, chapters.map(({ slug }) => slug)]),
    [[2, ['health-checks']]],
  );
});

test('a chapter that never changed was updated when it was published', () => {
  assert.deepEqual(parts[0]?.chapters[0]?.updated, new Date('2026-11-20'));
});

test('addresses are absolute and below the base', () => {
  assert.equal(addressOf(''), 'https://example.org/upstream/');
  assert.equal(addressOf('designs/000'), 'https://example.org/upstream/designs/000/');
  assert.equal(addressOf('feed.xml'), 'https://example.org/upstream/feed.xml');
  assert.equal(addressesIn(new URL('https://a.org'), '/')('dns'), 'https://a.org/dns/');
});

test('llms.txt has a title, a summary and lists of links, in this order', () => {
  const text = llmsText(parts, addressOf);
  assert.match(
    text,
    /^# Upstream\n\n> .+\n\n(?:[^#>-].+\n\n)+## Part 2: Distributed\n\n- \[Chapter 9: Checks\]\(https:\/\/example\.org\/upstream\/health-checks\/\): How long until anyone notices\?\n\n## Optional\n\n(?:- \[.+\]\(https:.+\): .+\n)+$/,
  );
});

test('a course has what search engines demand of one, and its chapters', () => {
  const course = courseData(parts, addressOf);
  assert.ok(course.name && course.description && course.provider && course.hasCourseInstance);
  assert.match(JSON.stringify(course.syllabusSections), /upstream\/health-checks\//);
});

test('a chapter is a part of that course', () => {
  const [chapter] = parts.flatMap(({ chapters }) => chapters);
  assert.ok(chapter);
  const { isPartOf, license, datePublished } = chapterData(chapter, addressOf);
  assert.match(JSON.stringify(isPartOf), /"https:\/\/example\.org\/upstream\/#course"/);
  assert.ok(license);
  assert.equal(datePublished, '2026-11-20');
});

test('data in a script cannot end the script', () => {
  const text = inScript({ name: '</script><!--' });
  assert.ok(!text.includes('<'));
  assert.deepEqual(JSON.parse(text), { name: '</script><!--' });
});
