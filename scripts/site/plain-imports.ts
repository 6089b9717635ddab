import type { Plugin } from 'vite';

/**
 * Scripts import each other without Vite's helper, which preloads what an import will ask for: a page has most of it by
 * then, and the helper would be the largest part of what an embed loads. It also loads style sheets: a script that is
 * imported later must have none.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    // Astro sets this by itself, so that only a plugin can set it otherwise.
    configEnvironment: (name) =>
      name === 'client' ? { build: { modulePreload: false } } : undefined,
    transform: (_, id) =>
      id.includes('vite/preload-helper')
        ? 'export const __vitePreload = (load) => load();'
        : undefined,
    generateBundle(_, bundle) {
      if (this.environment.name !== 'client') return;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.isDynamicEntry) continue;
        if ((chunk.viteMetadata?.importedCss.size ?? 0) > 0) {
          this.error(
            `${chunk.name} is imported later and cannot bring a style sheet: import it in a page.`,
          );
        }
      }
    },
  };
}
