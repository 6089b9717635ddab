import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverAddress } from './addresses.ts';

test('servers without an address get one for documentation, with the port of their way', () => {
  assert.equal(serverAddress({}, 0), '192.0.2.11:80');
  assert.equal(serverAddress({}, 1, true), '192.0.2.12:443');
});

test('an address that is given stays', () => {
  assert.equal(serverAddress({ address: '127.0.0.1:9001' }, 3, true), '127.0.0.1:9001');
});
