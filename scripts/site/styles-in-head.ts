import type { AstroIntegration } from 'astro';
import { changePages } from './change-pages.ts';

/**
 * Moves style elements of components to the head, where HTML wants them, each once. A component writes its own where its
 * style is for few pages: what it imports would be on every page that might show it.
 */
export function stylesInHead(): AstroIntegration {
  return {
    name: 'styles-in-head',
    hooks: {
      'astro:build:done': ({ dir }) => changePages(dir, moveStyles),
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
