/** CRC-32 as in ISO 3309 and zip (reflected, polynomial 0xEDB88320), a byte at a time. */

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  }
  return remainder;
});

/** What a checksum is before its first byte. */
export const crcStart = -1;

/** The running checksum after these bytes. */
export function crcUpdate(crc: number, bytes: Iterable<number>): number {
  let running = crc;
  for (const byte of bytes) running = (table[(running ^ byte) & 0xff] as number) ^ (running >>> 8);
  return running;
}

/** The checksum, 0 to 2³² − 1. */
export const crcFinish = (crc: number): number => ~crc >>> 0;

/** The checksum of an ASCII text. */
export const crc32 = (text: string): number => crcFinish(crcUpdate(crcStart, bytesOf(text)));

/** The bytes of an ASCII text. */
export const bytesOf = (text: string): number[] =>
  Array.from(text, (character) => character.charCodeAt(0));
