import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalog } from './arbitrary.ts';
import { readLink } from './link.ts';

const read = (text: string) => readLink(text, catalog);

test('a link to a chapter’s figure names its scenario and its state', () => {
  assert.deepEqual(
    read('https://book.example/health-checks/?v=1&fig=lose-one-server&lb.fall=1#lose-one-server'),
    { widget: 'flow', id: 'lose-one-server', state: 'lb.fall=1' },
  );
});

test('links to embeds, wherever the site is published', () => {
  assert.deepEqual(read('https://x.example/a/embed/flow/where-tls-ends/?v=1&t=20ms&theme=dark'), {
    widget: 'flow',
    id: 'where-tls-ends',
    state: 't=20ms',
  });
  assert.deepEqual(read('/embed/quiz/round-robin/?v=1&seed=4'), {
    widget: 'quiz',
    id: 'round-robin',
    state: 'seed=4',
  });
  assert.deepEqual(read(' https://x.example/embed/simulator/?v=1&mission=full-house '), {
    widget: 'simulator',
    id: '',
    state: 'mission=full-house',
  });
});

test('links to the simulator, a quiz and the generator', () => {
  assert.deepEqual(read('https://x.example/simulator/?v=1&scenario=burst&rate=90'), {
    widget: 'simulator',
    id: '',
    state: 'scenario=burst&rate=90',
  });
  assert.deepEqual(read('https://x.example/quiz/health-checks/'), {
    widget: 'quiz',
    id: 'health-checks',
    state: '',
  });
  assert.deepEqual(read('https://x.example/embed/?widget=quiz&quiz=round-robin&seed=2'), {
    widget: 'quiz',
    id: 'round-robin',
    state: 'seed=2',
  });
});

test('a figure as it starts is named by its place alone', () => {
  const found = { widget: 'flow', id: 'lose-one-server', state: '' };
  assert.deepEqual(read('https://x.example/health-checks/#lose-one-server'), found);
  assert.deepEqual(read('https://x.example/embed/flow/lose-one-server'), found);
});

test('a link that names no widget is none, nor one that is being typed', () => {
  for (const text of ['https://x.example/?fig=nothing&lb.fall=2', 'http://1', '/', '/about/']) {
    assert.equal(read(text), undefined, text);
  }
});

test('a plain query is no link', () => {
  assert.equal(read('lb.fall=2&t=300ms'), undefined);
  assert.equal(read('http://['), undefined);
});
