import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveSettings, type SettingValue } from '../settings.ts';
import { avalanche, sdbm } from './hash.ts';
import { createHashInput } from './hash-input.ts';

const requests = {
  addressOf: () => 0xc6336407,
  pathOf: () => '/cart?item=7',
};

const inputWith = (settings: Record<string, SettingValue>) =>
  createHashInput(resolveSettings('haproxy', settings), requests, 1, 'lb')(0);

test('balance source hashes the address, balance uri the path up to the question mark', () => {
  assert.equal(inputWith({ balance: 'source' })(), 0xc6336407);
  assert.equal(inputWith({ balance: 'uri' })(), sdbm('/cart'));
});

test('avalanche is on for consistent and off for map-based, unless it is said', () => {
  const key = 0xc6336407;
  const uses = (hash_type: string, hash_avalanche: string) =>
    inputWith({ balance: 'source', hash_type, hash_avalanche })();
  assert.equal(uses('consistent', 'auto'), avalanche(key));
  assert.equal(uses('consistent', 'off'), key);
  assert.equal(uses('map-based', 'auto'), key);
  assert.equal(uses('map-based', 'on'), avalanche(key));
});

test('balance random gives another number at each call, the same ones for the same request', () => {
  const [one, again] = [inputWith({ balance: 'random' }), inputWith({ balance: 'random' })];
  const first = one();
  assert.equal(again(), first);
  assert.notEqual(one(), first);
});
