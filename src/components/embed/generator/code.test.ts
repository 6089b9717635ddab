import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultTreeAdapter as tree, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { catalog, choices } from './arbitrary.ts';
import { parseChoice, parseState, type Choice } from './choice.ts';
import { elementCode, iframeCode, usualHeights } from './code.ts';

type Element = DefaultTreeAdapterTypes.Element;

const root = 'https://book.example/up/';
const words = {
  frameTitle: (title: string) => `Upstream: ${title}`,
  open: (title: string) => `Open ${title} in Upstream`,
};
const subjects = fc.record({
  title: fc.string({ minLength: 1 }).map((text) => `a${text.replaceAll(/[\0\r]/g, '')}z`),
  page: fc.constantFrom('health-checks/', undefined),
  figure: fc.constantFrom('lose-one-server', undefined),
});
const plain = { title: 'One', page: 'health-checks/', figure: 'lose-one-server' };

/** What a browser makes of the code: its elements without what is between them, and their attributes. */
function read(code: string) {
  const errors: string[] = [];
  const fragment = parseFragment(code, { onParseError: ({ code: each }) => errors.push(each) });
  assert.deepEqual(errors, []);
  return fragment.childNodes.filter((node): node is Element => tree.isElementNode(node));
}
const attributesOf = (element: Element | undefined) =>
  Object.fromEntries((element?.attrs ?? []).map(({ name, value }) => [name, value]));
function linkIn(element: Element | undefined) {
  const link = element?.childNodes.find((node): node is Element => tree.isElementNode(node));
  const [text] = link?.childNodes ?? [];
  return {
    href: attributesOf(link)['href'],
    text: text && tree.isTextNode(text) ? text.value : '',
  };
}

test('a frame’s code is read as it was meant, whatever the title and the state', () => {
  fc.assert(
    fc.property(choices, subjects, (choice, subject) => {
      const [frame, line, ...rest] = read(iframeCode(choice, subject, root, words));
      assert.deepEqual([frame?.tagName, line?.tagName, rest], ['iframe', 'p', []]);
      const { src = '', title, width, height, loading } = attributesOf(frame);
      assert.equal(title, words.frameTitle(subject.title));
      assert.equal(width, String(choice.width ?? '100%'));
      assert.equal(height, String(choice.height ?? usualHeights[choice.widget]));
      assert.equal(loading, choice.loading === 'eager' ? undefined : 'lazy');
      assert.equal(linkIn(line).text, words.open(subject.title));
      checkAddress(src, choice);
    }),
  );
});

test('an element’s code is read as it was meant, whatever the title and the state', () => {
  fc.assert(
    fc.property(choices, subjects, (choice, subject) => {
      const [script, element, ...rest] = read(elementCode(choice, subject, root, words));
      assert.deepEqual(attributesOf(script), { src: `${root}embed/v1.js`, async: '' });
      assert.deepEqual([element?.tagName, rest], ['upstream-embed', []]);
      const { title, style, widget, scenario, quiz, state = '', ...others } = attributesOf(element);
      assert.equal(title, words.frameTitle(subject.title));
      assert.equal(style, choice.width && `max-width:${choice.width}px`);
      assert.equal(widget, choice.widget);
      assert.equal(scenario ?? quiz ?? '', choice.id);
      assert.equal(state, choice.state);
      for (const word of ['theme', 'background', 'motion', 'controls', 'loading'] as const) {
        assert.equal(others[word] ?? parseChoice('', catalog)[word], choice[word]);
      }
      assert.equal(others['height'], choice.height?.toString());
      assert.equal(linkIn(element).text, words.open(subject.title));
    }),
  );
});

test('only what differs from the start is written', () => {
  const [frame] = read(iframeCode(parseChoice('', catalog), plain, root, words));
  assert.equal(attributesOf(frame)['src'], `${root}embed/flow/lose-one-server/`);
  const [, element] = read(elementCode(parseChoice('code=element', catalog), plain, root, words));
  assert.deepEqual(Object.keys(attributesOf(element)), ['widget', 'scenario', 'title']);
});

test('the link leads to the figure as it is embedded', () => {
  const choice = parseChoice('lb.fall=1&theme=dark', catalog);
  const page = `${root}health-checks/`;
  const [, line] = read(iframeCode(choice, plain, root, words));
  assert.equal(linkIn(line).href, `${page}?v=1&fig=lose-one-server&lb.fall=1#lose-one-server`);
  const [, untouched] = read(iframeCode({ ...choice, state: '' }, plain, root, words));
  assert.equal(linkIn(untouched).href, `${page}#lose-one-server`);
});

test('the link of a scenario that no page shows leads to its embed', () => {
  const nowhere = { title: 'One', page: undefined, figure: undefined };
  const [, line] = read(iframeCode(parseChoice('', catalog), nowhere, root, words));
  assert.equal(linkIn(line).href, `${root}embed/flow/lose-one-server/`);
});

function checkAddress(address: string, choice: Choice) {
  const { href, searchParams, search } = new URL(address);
  assert.ok(href.startsWith(`${root}embed/${choice.widget}/${choice.id}`));
  assert.equal(parseState(search, choice.widget), choice.state);
  for (const word of ['theme', 'background', 'motion', 'controls'] as const) {
    assert.equal(searchParams.get(word) ?? parseChoice('', catalog)[word], choice[word]);
  }
}
