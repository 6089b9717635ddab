import assert from 'node:assert/strict';
import { test } from 'node:test';
import { avalanche, sdbm } from './hash.ts';

test('sdbm is c + 65599 times what was before, in 32 bits', () => {
  const text = '/item/7';
  const expected = [...text].reduce(
    (hash, character) => (BigInt(character.charCodeAt(0)) + hash * 65599n) % 2n ** 32n,
    0n,
  );
  assert.equal(sdbm(text), Number(expected));
});

test('avalanche makes no two numbers the same, and moves half of the bits', () => {
  const hashes = Array.from({ length: 4096 }, (_, value) => avalanche(value));
  assert.equal(new Set(hashes).size, hashes.length);
  const moved = hashes.slice(1).map((hash, index) => {
    const difference = (hash ^ (hashes[index] ?? 0)) >>> 0;
    return difference.toString(2).replaceAll('0', '').length;
  });
  const mean = moved.reduce((sum, bits) => sum + bits, 0) / moved.length;
  assert.ok(Math.abs(mean - 16) < 1, `${mean} bits`);
});
