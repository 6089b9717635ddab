import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { namesIn } from '#sim/setup.ts';
import { catalog, choices } from './arbitrary.ts';
import { embedPath, formatChoice, parseChoice, parseState } from './choice.ts';

const start = parseChoice('', catalog);

test('an address says everything that was chosen', () => {
  fc.assert(
    fc.property(choices, (choice) => {
      assert.deepEqual(parseChoice(formatChoice(choice), catalog), choice);
    }),
  );
});

test('any text is an address of something that can be chosen', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (text) => {
      const choice = parseChoice(text, catalog);
      assert.deepEqual(parseChoice(formatChoice(choice), catalog), choice);
    }),
  );
});

test('without a query it is the first figure as a frame', () => {
  assert.equal(formatChoice(start), 'widget=flow&scenario=lose-one-server');
});

test('the address that a figure’s link has is read', () => {
  const query = 'widget=flow&scenario=where-tls-ends&lb.balance=leastconn&at=3000ms:web2:refuse';
  const choice = parseChoice(`${query}&theme=dark`, catalog);
  assert.equal(choice.id, 'where-tls-ends');
  assert.equal(choice.state, 'lb.balance=leastconn&at=3000ms:web2:refuse');
  assert.equal(choice.theme, 'dark');
  assert.equal(
    embedPath(choice),
    'embed/flow/where-tls-ends/?v=1&lb.balance=leastconn&at=3000ms:web2:refuse&theme=dark',
  );
});

test('the simulator’s scenario belongs to its state', () => {
  const choice = parseChoice('widget=simulator&scenario=burst&b.servers=3', catalog);
  assert.equal(choice.state, 'scenario=burst&b.servers=3');
  assert.equal(embedPath(choice), 'embed/simulator/?v=1&scenario=burst&b.servers=3');
});

test('each malformed value is left out by itself', () => {
  const query =
    'widget=toaster&scenario=nowhere&theme=purple&height=-3&width=1e9&loading=never&code=pdf&lb.fall=1&Lb.x=1&q=2&t=';
  assert.deepEqual(parseChoice(query, catalog), { ...start, state: 'lb.fall=1' });
});

test('a frame by itself cannot wait for a click', () => {
  assert.equal(parseChoice('loading=click', catalog).loading, 'lazy');
  assert.equal(parseChoice('loading=click&code=element', catalog).loading, 'click');
});

test('no setting of the simulator is a word of the generator', () => {
  const names = ['haproxy', 'nginx'].flatMap((software) =>
    namesIn({ 'lb.software': software, servers: 8 }),
  );
  for (const name of names.map((each) => each.replace(/_ms$/, ''))) {
    assert.equal(parseState(`${name}=1`, 'simulator'), `${name}=1`);
  }
});
