import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

/** How Mermaid draws for this book. Colors and strokes come from `src/styles/diagrams.css`. */
export const mermaidConfig = {
  startOnLoad: false,
  securityLevel: 'strict',
  theme: 'base',
  look: 'classic',
  htmlLabels: false,
  deterministicIds: true,
  // Wide letters, so that a label fits into its box with every reader's own font.
  fontFamily: 'DejaVu Sans, Verdana, sans-serif',
  themeVariables: { fontFamily: 'DejaVu Sans, Verdana, sans-serif', fontSize: '15px' },
  flowchart: { htmlLabels: false, useMaxWidth: false, padding: 12, nodeSpacing: 40, rankSpacing: 40 },
  sequence: { useMaxWidth: false, messageFontSize: 15, actorFontSize: 15, noteFontSize: 15, height: 44 },
  state: { useMaxWidth: false },
} as const;

const { version } = createRequire(import.meta.url)('mermaid/package.json') as { version: string };

/** The name of a diagram's drawing: it changes with the source, our settings and Mermaid's version. */
export function drawingName(source: string): string {
  const input = JSON.stringify([version, mermaidConfig, source.trim()]);
  return createHash('sha256').update(input).digest('hex').slice(0, 16);
}

/** What is missing from a diagram's source, in words for its author; `undefined` when nothing is. */
export function problemOf(source: string): string | undefined {
  const missing = [
    /^\s*accTitle\s*:\s*\S/m.test(source) ? [] : ['“accTitle: …” (its name)'],
    /^\s*accDescr\s*(?::\s*\S|\{)/m.test(source) ? [] : ['“accDescr: …” (what it shows)'],
  ].flat();
  if (missing.length === 0) return undefined;
  return `This diagram has no ${missing.join(' and no ')}. Add it below the diagram's first line.`;
}

/** The name that the author gave the diagram. */
export function titleOf(source: string): string {
  return /^\s*accTitle\s*:\s*(.*\S)/m.exec(source)?.[1] ?? '';
}

/** A diagram in an author's file. */
export interface Fence {
  readonly source: string;
  /** The line of the opening fence, counted from 1. */
  readonly line: number;
}

/** Finds the ```` ```mermaid ```` fences of a Markdown or MDX file. */
export function fencesOf(markdown: string): readonly Fence[] {
  const fence = /^([ \t]*)(`{3,}|~{3,})[ \t]*mermaid\b[^\n]*\n([\s\S]*?)^\1\2[ \t]*$/gm;
  return [...markdown.matchAll(fence)].map((match) => ({
    source: (match[3] ?? '').replaceAll(new RegExp(`^${match[1] ?? ''}`, 'gm'), ''),
    line: markdown.slice(0, match.index).split('\n').length,
  }));
}
