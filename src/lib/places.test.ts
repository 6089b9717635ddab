import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from './places.ts';

const pages = [
  { id: 'one', data: { title: 'One' }, body: 'Words.\n\n<Flow scenario="turns" />\n' },
  {
    id: 'two',
    data: { title: 'Two' },
    body: '<Flow id="again" autoplay scenario="turns-nginx" />',
  },
  { id: 'three', data: { title: 'Three' } },
];

test('a scenario is found on the page that shows it, under its own name or the one it is given', () => {
  assert.deepEqual(placeOf('turns', pages), { page: pages[0], figure: 'turns' });
  assert.deepEqual(placeOf('turns-nginx', pages), { page: pages[1], figure: 'again' });
});

test('a scenario that no page shows has no place', () => {
  assert.equal(placeOf('turn', pages), undefined);
});
