/** Finds out which of the committed pictures are of something else than what the book has. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A picture that there has to be. */
export interface Wanted {
  /** Below the folder of all pictures: `posters/lose-one-server.svg`. */
  readonly path: string;
  /** Whether this file is a picture of what there is. */
  readonly isOf: (file: Buffer) => boolean;
}

/**
 * @param folder Of all pictures.
 * @param kinds The folders in it that hold nothing else than what is wanted.
 */
export function compare<T extends Wanted>(
  folder: string,
  kinds: readonly string[],
  wanted: readonly T[],
): { readonly outdated: readonly T[]; readonly leftOver: readonly string[] } {
  const paths = new Set(wanted.map(({ path }) => path));
  const present = kinds.flatMap((kind) =>
    globSync(`${kind}/**/*.*`, { cwd: folder }).map((path) => path.replaceAll('\\', '/')),
  );
  return {
    outdated: wanted.filter(({ path, isOf }) => {
      const file = join(folder, path);
      return !existsSync(file) || !isOf(readFileSync(file));
    }),
    leftOver: present.filter((path) => !paths.has(path)).sort(),
  };
}
