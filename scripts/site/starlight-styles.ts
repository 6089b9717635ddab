import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const unused = /starlight[\\/]dist[\\/]style[\\/](props|asides)\.css$/;
const page = /starlight[\\/]dist[\\/]components[\\/]Page\.astro$/;
const printLink = /<link rel="stylesheet" href=\{printHref\} media="print" \/>/;

/**
 * Leaves out those of Starlight's style sheets that nothing of the book's shell needs: its palette, its asides, and the
 * file for print; ours is part of the book's one style sheet, which saves each page a request.
 */
export function starlightStyles(): Plugin {
  return {
    name: 'starlight-styles',
    enforce: 'pre',
    load(id) {
      if (unused.test(id)) return '';
      if (!page.test(id)) return undefined;
      const source = readFileSync(id, 'utf8');
      if (!printLink.test(source)) throw new Error(`No link to a style sheet for print in ${id}.`);
      return source.replace(printLink, '');
    },
  };
}
