/** What bytes on a wire look like to somebody who prints them, as tcpdump does. */
import { createRandom } from '#sim/random.ts';
import { siteName } from '#sim/tls/certificate.ts';

const perRow = 8;

/** The extension `server_name` of a ClientHello, as it is sent (RFC 6066, section 3). */
export function serverNameBytes(name = siteName): number[] {
  const letters = [...name].map((letter) => letter.charCodeAt(0));
  const pair = (value: number) => [value >> 8, value & 255];
  return [
    ...[0, 0],
    ...pair(letters.length + 5),
    ...pair(letters.length + 3),
    0,
    ...pair(letters.length),
    ...letters,
  ];
}

/**
 * The beginning of a record of application data that holds `length` bytes: its header, which is readable (RFC 8446, section
 * 5.2), and noise in place of what is encrypted.
 */
export function recordBytes(length: number, rows: number, ...keys: readonly number[]): number[] {
  const random = createRandom(0, 'wire', ...keys);
  const header = [0x17, 0x03, 0x03, length >> 8, length & 255];
  const noise = Array.from({ length: rows * perRow - header.length }, () =>
    Math.floor(random() * 256),
  );
  return [...header, ...noise];
}

/** Rows of eight bytes in hexadecimal, with the letters that they would be. */
export function hexRows(bytes: readonly number[]): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += perRow) {
    const row = bytes.slice(at, at + perRow);
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = row
      .map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.'))
      .join('');
    rows.push(`${digits.padEnd(3 * perRow)} ${letters}`);
  }
  return rows;
}
