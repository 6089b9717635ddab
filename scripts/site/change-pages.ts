import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Rewrites every page of a built site. @param change Given the page and its name in the folder, such as `dns/index.html`. */
export async function changePages(
  dir: URL,
  change: (html: string, name: string) => string,
): Promise<void> {
  const folder = fileURLToPath(dir);
  for await (const name of glob('**/*.html', { cwd: folder })) {
    const file = join(folder, name);
    await writeFile(file, change(await readFile(file, 'utf8'), name));
  }
}
