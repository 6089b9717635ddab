/** Texts inside PNG files: chunks of type iTXt, not compressed (PNG specification, third edition, section 11.3.3.4). */
import { crc32 } from 'node:zlib';

const signatureLength = 8;
const type = Buffer.from('iTXt', 'latin1');

/** The text with this keyword; `undefined` when the file has none. */
export function readPngText(png: Buffer, keyword: string): string | undefined {
  const start = Buffer.from(`${keyword}\0\0\0\0\0`, 'utf8');
  for (let at = signatureLength; at + 8 <= png.length;) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    const isText = png.subarray(at + 4, at + 8).equals(type);
    if (isText && data.subarray(0, start.length).equals(start)) {
      return data.subarray(start.length).toString('utf8');
    }
    at += 12 + length;
  }
  return undefined;
}

/** The same picture with these texts, after its header. */
export function withPngTexts(png: Buffer, texts: Readonly<Record<string, string>>): Buffer {
  const end = signatureLength + 12 + png.readUInt32BE(signatureLength);
  const chunks = Object.entries(texts).map(([keyword, text]) =>
    chunk(Buffer.from(`${keyword}\0\0\0\0\0${text}`, 'utf8')),
  );
  return Buffer.concat([png.subarray(0, end), ...chunks, png.subarray(end)]);
}

function chunk(data: Buffer): Buffer {
  const body = Buffer.concat([type, data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}
