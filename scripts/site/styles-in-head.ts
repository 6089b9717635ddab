import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Moves style elements of components to the head, where HTML wants them, each once. A component writes its own where its
 * style is for few pages: what it imports would be on every page that might show it.
 */
export function stylesInHead(): AstroIntegration {
  return {
    name: 'styles-in-head',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
        for await (const name of glob('**/*.html', { cwd: folder })) {
          const file = join(folder, name);
          const html = await readFile(file, 'utf8');
          await writeFile(file, moveStyles(html));
        }
      },
    },
  };
}

/** The page with every style element in its head. Those of drawings are theirs, and stay. */
export function moveStyles(html: string): string {
  const end = html.indexOf('</head>');
  if (end < 0) return html;
  const styles = new Set<string>();
  const body = html
    .slice(end)
    .replaceAll(/<svg[\s>].*?<\/svg>|<style>.*?<\/style>/gs, (element) => {
      if (element.startsWith('<svg')) return element;
      styles.add(element);
      return '';
    });
  return html.slice(0, end) + [...styles].join('') + body;
}
