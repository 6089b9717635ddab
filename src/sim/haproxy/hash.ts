/** HAProxy's hash functions. */

/**
 * The modifier `avalanche`: Bob Jenkins' 32-bit integer hash (public domain), times HAProxy's constant; every bit of
 * the input moves half of the output's. The result is 0 to 2³² − 1.
 */
export function avalanche(value: number): number {
  let z = value | 0;
  z = (z + 0x7ed55d16 + (z << 12)) | 0;
  z = z ^ 0xc761c23c ^ (z >>> 19);
  z = (z + 0x165667b1 + (z << 5)) | 0;
  z = (z + 0xd3a2646c) ^ (z << 9);
  z = (z + 0xfd7046c5 + (z << 3)) | 0;
  z = z ^ 0xb55a4f09 ^ (z >>> 16);
  return Math.imul(z, 0xc0000001) >>> 0;
}

/** `sdbm`, the default function, over the characters of an ASCII text; 0 to 2³² − 1. */
export function sdbm(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) {
    hash = (text.charCodeAt(i) + (hash << 6) + (hash << 16) - hash) | 0;
  }
  return hash >>> 0;
}
