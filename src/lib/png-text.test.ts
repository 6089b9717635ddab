import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { readPngText, withPngTexts } from './png-text.ts';

// One black pixel.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);
const texts = { Description: '“Où?” · 1 → 2', Hash: 'abc' };

test('a text that was put into a PNG file is read again', () => {
  const file = withPngTexts(png, texts);
  assert.equal(readPngText(file, 'Description'), texts.Description);
  assert.equal(readPngText(file, 'Hash'), 'abc');
});

test('a file without the text has none', () => {
  assert.equal(readPngText(png, 'Description'), undefined);
  assert.equal(readPngText(withPngTexts(png, texts), 'Desc'), undefined);
});

test('the texts come after the header, each with its checksum, and nothing else changes', () => {
  const file = withPngTexts(png, texts);
  const header = 33;
  assert.ok(file.subarray(0, header).equals(png.subarray(0, header)));
  assert.ok(file.subarray(header - png.length).equals(png.subarray(header)));
  const length = file.readUInt32BE(header);
  const body = file.subarray(header + 4, header + 8 + length);
  assert.equal(body.subarray(0, 4).toString(), 'iTXt');
  assert.equal(file.readUInt32BE(header + 8 + length), crc32(body));
});
