/** Which versions of which programs the recordings in `conformance/` are of. Read when the site is built. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface CheckedVersion {
  /** As the recordings call it. */
  readonly program: string;
  readonly version: string;
  readonly recordings: number;
}

interface Recording {
  /** The program and its version, then versions of what it was built with, by name. */
  readonly software: { readonly name: string; readonly version: string } & Readonly<
    Record<string, string>
  >;
}

/** The versions, most recordings first, and how many recordings there are. */
export function checkedVersions(folder: string) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const counts = new Map<string, CheckedVersion>();
  for (const file of files) {
    const { software } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
    const { name, version, ...builtWith } = software;
    for (const [program, each] of Object.entries({ [name]: version, ...builtWith })) {
      const key = `${program} ${each}`;
      const recordings = (counts.get(key)?.recordings ?? 0) + 1;
      counts.set(key, { program, version: each, recordings });
    }
  }
  const versions = [...counts.values()].toSorted((a, b) => b.recordings - a.recordings);
  return { versions, recordings: files.length };
}
