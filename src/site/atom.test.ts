import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseXml } from '@rgrove/parse-xml';
import { atomAddresses, atomProblems } from '../../scripts/site/atom-rules.ts';
import { atomFeed } from './atom.ts';
import { addressesIn, type WrittenChapter } from './written.ts';

const addressOf = addressesIn(new URL('https://example.org'), '/upstream');
const chapter: WrittenChapter = {
  slug: 'health-checks',
  number: 9,
  title: 'Checks & <failover>',
  description: 'How long until “anyone” notices?',
  published: new Date('2026-11-20'),
  updated: new Date('2026-11-21'),
};

test('a feed keeps the rules of RFC 4287, whatever its chapters are called', () => {
  const words = fc.string({ unit: 'grapheme' }).filter((text) => !/[^\P{C}\t]/u.test(text));
  const property = fc.property(words, words, (title, description) => {
    const feed = atomFeed([{ ...chapter, title, description }], addressOf);
    assert.deepEqual(atomProblems(feed), []);
    assert.ok(parseXml(feed).text.includes(title));
  });
  fc.assert(property);
  assert.deepEqual(atomProblems(atomFeed([], addressOf)), []);
});

test('the rules refuse what RFC 4287 refuses', () => {
  const feed = atomFeed([chapter], addressOf);
  const mistakes: readonly (readonly [string | RegExp, string])[] = [
    [/<author>.*<\/author>/, ''],
    [/<updated>.*<\/updated>/, ''],
    ['2026-11-21T00:00:00.000Z', '2026-11-21'],
    ['urn:uuid:', ''],
    ['rel="self"', 'rel="related"'],
    [/<link rel="alternate"[^>]*health-checks[^>]*>/, ''],
    ['http://www.w3.org/2005/Atom', 'http://example.org/'],
  ];
  for (const [right, wrong] of mistakes) {
    assert.notDeepEqual(atomProblems(feed.replace(right, wrong)), [], String(right));
  }
});

test('a chapter keeps its id when the book moves', () => {
  const ids = (feed: string) => feed.match(/<id>.*<\/id>/g);
  const moved = atomFeed([chapter], addressesIn(new URL('http://localhost:8080'), '/'));
  assert.deepEqual(ids(atomFeed([chapter], addressOf)), ids(moved));
});

test('what is new comes first, and the feed is as new as that', () => {
  const older = { ...chapter, slug: 'dns', number: 2, updated: new Date('2026-11-20') };
  const feed = atomFeed([older, chapter], addressOf);
  assert.deepEqual(atomAddresses(feed).slice(-2), [
    'https://example.org/upstream/health-checks/',
    'https://example.org/upstream/dns/',
  ]);
  assert.match(feed, /<updated>2026-11-21/);
});
