import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const unused = /starlight[\\/]dist[\\/]style[\\/](props|asides)\.css$/;
const own = fileURLToPath(new URL('../../src/styles/print.css', import.meta.url));

/**
 * Leaves out those of Starlight's style sheets that nothing of the book's shell needs: its palette and its asides. For
 * print, its pages name ours instead.
 */
export function starlightStyles(): Plugin {
  return {
    name: 'starlight-styles',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer?.includes('starlight') && source.startsWith('../style/print.css?')
        ? source.replace('../style/print.css', own)
        : undefined,
    load: (id) => (unused.test(id) ? '' : undefined),
  };
}
