import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, crc32, crcFinish, crcStart, crcUpdate } from './crc32.ts';

test('the checksum of “123456789” is the one in every description of CRC-32', () => {
  assert.equal(crc32('123456789'), 0xcbf43926);
});

test('the checksum of nothing is 0', () => {
  assert.equal(crc32(''), 0);
});

test('a text may come in parts', () => {
  const parts = crcUpdate(crcUpdate(crcStart, bytesOf('1234')), bytesOf('56789'));
  assert.equal(crcFinish(parts), crc32('123456789'));
});
